using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt.TextModel;
using Speech.Sdk.Tests.Export;

namespace Speech.Sdk.Tests.KyutaiStt.TextModel;

/// <summary>A checkpoint's exported step graph on the CPU.</summary>
internal sealed class ExportedTextModel : IDisposable
{
    private const double Theta = 100_000;
    private readonly TemporaryFolder _folder = new();

    public ExportedTextModel(string checkpoint, ExportOptions? options = null, int threads = 1)
    {
        CheckpointExporter.Export(checkpoint, _folder.Combine("model"), options ?? ExportOptions.Fp32);
        Graph = OrtSession.Load(_folder.Combine("model/text-step.onnx"), ExecutionProvider.Cpu, threads);
    }

    public OrtSession Graph { get; }

    /// <summary>No rows yet.</summary>
    public TextSteps Start() => new(Graph, Theta);

    public void Dispose()
    {
        Graph.Dispose();
        _folder.Dispose();
    }
}
