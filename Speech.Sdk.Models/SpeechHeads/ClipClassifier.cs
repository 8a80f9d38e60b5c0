using Speech.Sdk.Inference;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Windows;

namespace Speech.Sdk.Models.SpeechHeads;

/// <summary>A speech encoder that scores the labels of a whole clip (transformers' ForSequenceClassification).</summary>
internal sealed class ClipClassifier : IClassifierModel
{
    private const string Output = "logits";

    private readonly HeadGraph _graph;

    /// <summary>Takes the graph over, also where it throws.</summary>
    /// <exception cref="ModelFolderException">Graph and config.json do not fit.</exception>
    public ClipClassifier(ModelFolder folder, HeadGraph graph)
    {
        _graph = graph;
        ShortestSamples = graph.Shortest(frames: 1);
        Info = HeadLabels.Info(folder, graph, Output, dimensions: 2);
    }

    public ClassifierInfo Info { get; }

    public int SampleRate => _graph.SampleRate;

    public int WindowSamples => _graph.WindowSamples;

    public int ShortestSamples { get; }

    public int WindowsAtOnce => _graph.WindowsAtOnce;

    public IReadOnlyList<float[]> Score(InferenceCall call, IReadOnlyList<ReadOnlyMemory<float>> windows) => _graph.Run(call, windows, Output);

    public void Dispose() => _graph.Dispose();
}
