using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Providers;
using Speech.Sdk.Tests.Inference;

namespace Speech.Sdk.Tests.Export.Gpus;

/// <summary>Where a GPU is: every graph that is exported for it loads on CUDA, and nothing but the arithmetic of shapes runs elsewhere.</summary>
public sealed class CudaPlacementTests
{
    private static IEnumerable<string> Names => HalfPrecisionFolders.Checkpoints.Keys;

    [TestCaseSource(nameof(Names))]
    public void Graphs_OnCuda_ComputeNothingElsewhere(string name)
    {
        CudaMachine.Require();
        using TemporaryFolder work = new();
        foreach (string path in HalfPrecisionFolders.Export(name, work))
        {
            using OrtSession session = OrtSession.Load(path, ExecutionProvider.Cuda, threads: 1);
            Assert.That(OperatorsElsewhere.Of(Path.GetFileName(path), NodePlacement.Of(session.Native), ["CUDAExecutionProvider"]).Where(one => one.Compute), Is.Empty);
        }
    }
}
