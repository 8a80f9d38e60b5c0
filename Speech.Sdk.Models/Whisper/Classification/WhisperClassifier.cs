using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Providers;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Windows;

namespace Speech.Sdk.Models.Whisper.Classification;

/// <summary>Whisper's encoder with a classifier's head: <c>mel</c> [audios, mels, frames] to <c>logits</c> [audios, labels].</summary>
internal sealed class WhisperClassifier : IClassifierModel
{
    private readonly OrtSession _session;
    private readonly WhisperFeatures _features;

    private WhisperClassifier(OrtSession session, WhisperFeatures features, ClassifierInfo info)
    {
        _session = session;
        _features = features;
        Info = info;
    }

    public ClassifierInfo Info { get; }

    public int SampleRate => _features.SampleRate;

    public int WindowSamples => _features.WindowSamples;

    // Shorter clips are padded with silence.
    public int ShortestSamples => 1;

    // Processors are as fast one window at a time, in less memory.
    public int WindowsAtOnce => _session.Provider == ExecutionProvider.Cpu ? 1 : 8;

    /// <exception cref="ModelFolderException">The graph is missing, broken, or does not fit config.json.</exception>
    public static WhisperClassifier Load(ModelFolder folder, string file, RecognizerOptions options)
    {
        var features = new WhisperFeatures(WhisperFeatureOptions.For(folder, WhisperConfig.Read(folder)));
        string precision = folder.Manifest!.Precision;
        ProviderReport provider = ExecutionProviders.Choose(options.ExecutionProvider, ModelFits.Of(folder, plainFloats: true));
        OrtSession session = OrtSession.Load(folder.PathOf(file), provider.Chosen, options.Threads, new SessionUse(IsGated: true));
        try
        {
            IReadOnlyList<string> labels = ClassifierLabels.Read(folder);
            Check(folder, session, features, labels);
            return new WhisperClassifier(session, features, new ClassifierInfo
            {
                Model = folder.Name,
                Family = "whisper",
                Labels = labels,
                SampleRate = features.SampleRate,
                Window = TimeSpan.FromSeconds((double)features.WindowSamples / features.SampleRate),
                Precision = precision,
                ExecutionProvider = provider.Chosen.Provider,
                ProviderReport = provider.With(session),
            });
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public IReadOnlyList<float[]> Score(InferenceCall call, IReadOnlyList<ReadOnlyMemory<float>> windows)
    {
        int values = _features.Mels * _features.WindowFrames;
        using var mel = new TensorBuffer(TensorElementType.Float, (long)windows.Count * values);
        for (int window = 0; window < windows.Count; window++)
            _features.Compute(windows[window].Span, WindowSamples, mel.Span<float>().Slice(window * values, values));
        using OrtValue input = mel.View([windows.Count, _features.Mels, _features.WindowFrames]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = call.Run(_session, new Dictionary<string, OrtValue> { ["mel"] = input }, ["logits"]);
        return [.. outputs[0].GetTensorDataAsSpan<float>().ToArray().Chunk(Info.Labels.Count)];
    }

    public void Dispose() => _session.Dispose();

    private static void Check(ModelFolder folder, OrtSession session, WhisperFeatures features, IReadOnlyList<string> labels)
    {
        if (!session.HasInput("mel") || !session.Native.OutputMetadata.ContainsKey("logits") || session.OutputShape("logits").Length != 2)
            throw new ModelFolderException($"{session.ModelPath} does not turn 'mel' into 'logits' of labels; expected a classifier of this SDK's exporter. Export the checkpoint again.");
        List<string> problems = [];
        if (session.InputShape("mel")[1] != features.Mels)
            problems.Add($"the classifier has {session.InputShape("mel")[1]} mel bins, config.json says {features.Mels}");
        if (session.OutputShape("logits")[1] != labels.Count)
            problems.Add($"the classifier has {session.OutputShape("logits")[1]} labels, config.json names {labels.Count}");
        if (problems.Count > 0)
            throw new ModelFolderException($"{folder.Path}: {string.Join("; ", problems)}. Graph and config.json must come from one checkpoint; export it again.");
    }
}
