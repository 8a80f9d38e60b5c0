using System.Numerics.Tensors;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Telemetry;

namespace Speech.Sdk.Models.Windows;

/// <summary>An embedder of any family, over recordings of any length.</summary>
internal sealed class WindowedEmbedder(IEmbedderModel model) : ISpeakerEmbedder
{
    private readonly SharedUse _use = new(model);

    public EmbedderInfo Info => model.Info;

    public async Task<SpeakerEmbedding> EmbedAsync(AudioSource audio, EmbeddingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        return (await EmbedBatchAsync([audio], options, cancellationToken).ConfigureAwait(false))[0];
    }

    public Task<IReadOnlyList<SpeakerEmbedding>> EmbedBatchAsync(
        IReadOnlyList<AudioSource> audios, EmbeddingOptions? options = null, CancellationToken cancellationToken = default)
    {
        RecordingList.Require(audios);
        ObjectDisposedException.ThrowIf(_use.IsOver, this);
        options ??= new EmbeddingOptions();
        options.Validate();
        (int window, int hop) = WindowLength.Samples(options.Window, options.Hop, model.WindowSamples, model.SampleRate, model.ShortestSamples);
        return OwnThread.Run(() => _use.Run(this, () => Operations.Embed.Run(Info, audios.Count, () => Embed(audios, options, window, hop, cancellationToken))), cancellationToken);
    }

    public async Task<SpeakerVerification> VerifyAsync(AudioSource first, AudioSource second, double? threshold = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (threshold is not null and not (>= -1 and <= 1))
            throw new InvalidOptionException(FormattableString.Invariant($"Threshold is {threshold}; expected a cosine from -1 to 1, or null for the model's own."));
        IReadOnlyList<SpeakerEmbedding> both = await EmbedBatchAsync([first, second], null, cancellationToken).ConfigureAwait(false);
        return new SpeakerVerification(both[0].CosineSimilarity(both[1]), threshold ?? Info.Threshold);
    }

    public void Dispose() => _use.End();

    private IReadOnlyList<SpeakerEmbedding> Embed(
        IReadOnlyList<AudioSource> audios, EmbeddingOptions options, int window, int hop, CancellationToken cancellationToken)
    {
        using var call = new InferenceCall(cancellationToken);
        return [.. new WindowedScoring(model, window, hop, options.Progress, call).Run(audios).Select(Result)];
    }

    private SpeakerEmbedding Result(ScoredRecording recording)
    {
        IReadOnlyList<(long Start, long End, float[] Row)> spans = recording.Scores.Spans();
        return new SpeakerEmbedding
        {
            Values = spans.Count == 1 ? spans[0].Row : Mean(spans),
            Duration = TimeSpan.FromSeconds((double)recording.Samples / model.SampleRate),
            Model = Info.Model,
            ExecutionProvider = Info.ExecutionProvider,
            Warnings = recording.Warnings,
        };
    }

    private static float[] Mean(IReadOnlyList<(long Start, long End, float[] Row)> spans) =>
        [.. WindowScores.Mean([.. spans.Select(span => (span.Start, span.End, UnitLength(span.Row)))]).Select(value => (float)value)];

    private static float[] UnitLength(float[] vector)
    {
        float length = TensorPrimitives.Norm<float>(vector);
        return length == 0 ? vector : [.. vector.Select(value => value / length)];
    }
}
