using System.Numerics.Tensors;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Windows;
using Speech.Sdk.Telemetry;

namespace Speech.Sdk.Models.SpeechHeads;

/// <summary>
/// A speech encoder that scores the labels of every frame (transformers' ForAudioFrameClassification), over recordings of any length. Labels are
/// independent of each other, as in diarization.
/// </summary>
internal sealed class FrameClassifier : IAudioClassifier
{
    private const string Output = "logits";

    private readonly HeadGraph _graph;
    private readonly SharedUse _use;
    private readonly int _shortest;

    /// <summary>Takes the graph over, also where it throws.</summary>
    /// <exception cref="ModelFolderException">Graph and config.json do not fit.</exception>
    public FrameClassifier(ModelFolder folder, HeadGraph graph)
    {
        (_graph, _use) = (graph, new SharedUse(graph));
        _shortest = graph.Shortest(frames: 1);
        Info = HeadLabels.Info(folder, graph, Output, dimensions: 3) with { Resolution = Time(graph.FrontEnd.Hop) };
    }

    public ClassifierInfo Info { get; }

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
        (int window, int hop) = WindowLength.Samples(options.Window, options.Hop, _graph.WindowSamples, _graph.SampleRate, _shortest);
        FrameWindows windows = new(_graph.FrontEnd, window, options.Hop is null ? window * 2 / 3 : hop);
        CheckMatching(options, windows);
        return OwnThread.Run(() => _use.Run(this, () => Operations.Classify.Run(Info, audios.Count, () => Classify(audios, options, windows, cancellationToken))), cancellationToken);
    }

    public void Dispose() => _use.End();

    private void CheckMatching(ClassificationOptions options, FrameWindows windows)
    {
        if (options.Activity?.MatchLabels != true)
            return;
        if (Info.Labels.Count > LabelMatcher.MostLabels)
            throw new InvalidOptionException($"Activity.MatchLabels was given, but {Info.Model} has {Info.Labels.Count} labels; at most {LabelMatcher.MostLabels} are matched, so these are hardly speakers. Leave it out.");
        if (!windows.Overlap)
            throw new InvalidOptionException("Activity.MatchLabels needs windows that overlap; give a Hop that is shorter than the window, or leave it out.");
    }

    private IReadOnlyList<Classification> Classify(
        IReadOnlyList<AudioSource> audios, ClassificationOptions options, FrameWindows windows, CancellationToken cancellationToken)
    {
        using var call = new InferenceCall(cancellationToken);
        return [.. audios.Select((audio, index) => Classify(audio, index, options, windows, call))];
    }

    private Classification Classify(AudioSource source, int index, ClassificationOptions options, FrameWindows windows, InferenceCall call)
    {
        using AudioWindow audio = new(source.Open(_graph.SampleRate, call.Token));
        List<float> probabilities = [];
        LabelMatcher? matcher = options.Activity?.MatchLabels == true ? new(Info.Labels.Count) : null;
        long reached = 0;
        foreach (FrameWindow window in windows.Over(audio))
        {
            RecordingLength.Require(source, window.End, _shortest, _graph.SampleRate);
            float[] samples;
            using (AudioSlice slice = audio.Slice(window.Start, (int)(window.End - window.Start)))
                samples = slice.Samples.ToArray();
            float[] scores = _graph.Run(call, [samples], Output)[0];
            TensorPrimitives.Sigmoid(scores, scores);
            matcher?.Match((int)(window.Start / _graph.FrontEnd.Hop), scores);
            probabilities.AddRange(scores.AsSpan((window.From * Info.Labels.Count)..(window.To * Info.Labels.Count)));
            Report(reached = window.Reached);
        }

        if (reached < audio.End)
            Report(audio.End);

        FrameProbabilities frames = new(Info.Labels, Info.Resolution!.Value, [.. probabilities]);
        return new Classification
        {
            Labels = Means(frames, options.Top),
            Activities = ActivityFinder.Find(frames, Time(audio.End), options.Activity ?? new ActivityOptions()),
            Frames = frames,
            Duration = Time(audio.End),
            Model = Info.Model,
            ExecutionProvider = Info.ExecutionProvider,
            Warnings = audio.Warnings,
        };

        void Report(long position) => options.Progress?.Report(new TranscriptionProgress(index, Time(position), audio.Length is { } length ? Time(length) : null));
    }

    private static IReadOnlyList<LabelProbability> Means(FrameProbabilities frames, int? top)
    {
        double[] sums = new double[frames.Labels.Count];
        for (int frame = 0; frame < frames.Count; frame++)
        {
            for (int label = 0; label < sums.Length; label++)
                sums[label] += frames[frame][label];
        }

        return [.. frames.Labels.Zip(sums, (label, sum) => new LabelProbability(label, sum / frames.Count))
            .OrderByDescending(label => label.Probability).Take(top ?? int.MaxValue)];
    }

    private TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / _graph.SampleRate);
}
