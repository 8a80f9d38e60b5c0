using Speech.Sdk.Inference;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Windows;

namespace Speech.Sdk.Models.SpeechHeads;

/// <summary>A speech encoder that gives a clip's x-vector (transformers' ForXVector).</summary>
internal sealed class VoiceEmbedder : IEmbedderModel
{
    private const string Output = "embeddings";

    /// <summary>The threshold that transformers documents for these models.</summary>
    private const double StandardThreshold = 0.7;

    private static readonly int[] Kernels = [5, 3, 3, 1, 1];
    private static readonly int[] Dilations = [1, 2, 3, 1, 1];

    private readonly HeadGraph _graph;

    /// <summary>Takes the graph over, also where it throws.</summary>
    /// <exception cref="ModelFolderException">The graph embeds nothing, or config.json is broken.</exception>
    public VoiceEmbedder(ModelFolder folder, HeadGraph graph)
    {
        _graph = graph;
        try
        {
            ShortestSamples = graph.Shortest(Frames(folder));
            Info = new EmbedderInfo
            {
                Model = graph.Model,
                Family = graph.Family,
                Size = graph.Width(Output, dimensions: 2),
                SampleRate = graph.SampleRate,
                Window = TimeSpan.FromSeconds((double)graph.WindowSamples / graph.SampleRate),
                Shortest = TimeSpan.FromSeconds((double)ShortestSamples / graph.SampleRate),
                Threshold = StandardThreshold,
                Precision = graph.Precision,
                ExecutionProvider = graph.Provider,
                ProviderReport = graph.ProviderReport,
            };
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    public EmbedderInfo Info { get; }

    public int SampleRate => _graph.SampleRate;

    public int WindowSamples => _graph.WindowSamples;

    public int ShortestSamples { get; }

    public int WindowsAtOnce => _graph.WindowsAtOnce;

    public IReadOnlyList<float[]> Score(InferenceCall call, IReadOnlyList<ReadOnlyMemory<float>> windows) => _graph.Run(call, windows, Output);

    public void Dispose() => _graph.Dispose();

    /// <summary>What the time-delay layers take off, and two frames for a standard deviation.</summary>
    private static int Frames(ModelFolder folder)
    {
        using ConfigFile config = ConfigFile.Read(folder, "config.json");
        return 2 + config.Sizes("tdnn_kernel", Kernels).Zip(config.Sizes("tdnn_dilation", Dilations), (kernel, dilation) => (kernel - 1) * dilation).Sum();
    }
}
