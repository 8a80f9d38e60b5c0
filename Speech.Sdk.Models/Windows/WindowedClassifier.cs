using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Telemetry;

namespace Speech.Sdk.Models.Windows;

/// <summary>A classifier of any family, over recordings of any length.</summary>
internal sealed class WindowedClassifier(IClassifierModel model) : IAudioClassifier
{
    private readonly SharedUse _use = new(model);

    public ClassifierInfo Info => model.Info;

    public async Task<Classification> ClassifyAsync(AudioSource audio, ClassificationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        return (await ClassifyBatchAsync([audio], options, cancellationToken).ConfigureAwait(false))[0];
    }

    public Task<IReadOnlyList<Classification>> ClassifyBatchAsync(
        IReadOnlyList<AudioSource> audios, ClassificationOptions? options = null, CancellationToken cancellationToken = default)
    {
        RecordingList.Require(audios);
        ObjectDisposedException.ThrowIf(_use.IsOver, this);
        options ??= new ClassificationOptions();
        options.Validate();
        if (options.Activity is not null)
            throw new InvalidOptionException($"Activity was given, but {Info.Model} classifies whole recordings; only models that classify frames say when a label is active.");
        (int window, int hop) = WindowLength.Samples(options.Window, options.Hop, model.WindowSamples, model.SampleRate, model.ShortestSamples);
        return OwnThread.Run(() => _use.Run(this, () => Operations.Classify.Run(Info, audios.Count, () => Classify(audios, options, window, hop, cancellationToken))), cancellationToken);
    }

    public void Dispose() => _use.End();

    private IReadOnlyList<Classification> Classify(
        IReadOnlyList<AudioSource> audios, ClassificationOptions options, int window, int hop, CancellationToken cancellationToken)
    {
        using var call = new InferenceCall(cancellationToken);
        return [.. new WindowedScoring(model, window, hop, options.Progress, call).Run(audios).Select(recording => Result(recording, options.Top))];
    }

    private Classification Result(ScoredRecording recording, int? top)
    {
        IReadOnlyList<(long Start, long End, float[] Probabilities)> spans = recording.Scores.Probabilities();
        return new Classification
        {
            Labels = Rank(WindowScores.Mean(spans), top),
            Spans = spans.Count == 1 ? [] : [.. spans.Select(span => new ClassifiedSpan(Time(span.Start), Time(span.End), Rank(span.Probabilities, top)))],
            Duration = Time(recording.Samples),
            Model = Info.Model,
            ExecutionProvider = Info.ExecutionProvider,
            Warnings = recording.Warnings,
        };
    }

    private IReadOnlyList<LabelProbability> Rank<T>(IEnumerable<T> probabilities, int? top)
        where T : System.Numerics.INumber<T> =>
        [.. Info.Labels.Zip(probabilities, (label, probability) => new LabelProbability(label, double.CreateChecked(probability)))
            .OrderByDescending(label => label.Probability).Take(top ?? int.MaxValue)];

    private TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / model.SampleRate);
}
