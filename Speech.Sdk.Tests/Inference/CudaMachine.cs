using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Inference;

/// <summary>For tests that need an NVIDIA GPU and the CUDA build of ONNX Runtime (<c>-p:OnnxRuntimeFlavor=gpu</c>).</summary>
internal static class CudaMachine
{
    /// <summary>Skips the test, visibly, where CUDA does not work.</summary>
    public static void Require()
    {
        ExecutionProviderStatus status = ExecutionProviders.Probe(ExecutionProvider.Cuda);
        if (!status.Usable)
            Assert.Ignore($"Needs CUDA: {status.Reason}");
    }
}
