using System.Runtime.InteropServices;
using Speech.Sdk.Inference;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Inference;

/// <summary>For tests that need an NVIDIA GPU and the CUDA build of ONNX Runtime (<c>-p:OnnxRuntimeFlavor=gpu</c>).</summary>
internal static class CudaMachine
{
    /// <summary>Skips the test, visibly, in a build for CPUs and where there is no NVIDIA driver. Elsewhere CUDA has to work: a probe that wrongly says no is no reason to skip.</summary>
    public static void Require()
    {
        if (!NativeFlavor.IsGpu)
            Assert.Ignore("Needs CUDA, and this is a build for CPUs; build with -p:OnnxRuntimeFlavor=gpu.");
        if (!HasDriver())
            Assert.Ignore("Needs CUDA, and there is no NVIDIA driver.");
        ExecutionProviderStatus status = ExecutionProviders.Probe(ExecutionProvider.Cuda);
        Assert.That(status.Usable, Is.True, status.Reason);
    }

    private static bool HasDriver()
    {
        if (!NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out nint driver))
            return false;
        NativeLibrary.Free(driver);
        return true;
    }
}
