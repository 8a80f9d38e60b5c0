namespace Speech.Sdk.Inference.Providers;

/// <summary>What is known of a provider before anything is tried.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="NativeName">Its name in ONNX Runtime.</param>
/// <param name="Package">The NuGet package that brings it.</param>
/// <param name="System">What it needs, in words, where a system lacks it altogether.</param>
/// <param name="Works">Whether it is there for this system.</param>
/// <param name="Libraries">Its own libraries beside ONNX Runtime's, without prefix and suffix.</param>
/// <param name="LoadedLater">What it loads only once a graph needs it, and so does not name in its file.</param>
internal sealed record ProviderFacts(
    ExecutionProvider Provider, string NativeName, string Package, string System, bool Works, IReadOnlyList<string> Libraries, IReadOnlyList<string> LoadedLater)
{
    private const string Shared = "onnxruntime_providers_shared";

    /// <summary>The facts of a provider that is not the processor.</summary>
    public static ProviderFacts Of(ExecutionProvider provider, OsKind os) => provider switch
    {
        ExecutionProvider.Cuda => new(
            provider, NativeNameOf(provider), "Microsoft.ML.OnnxRuntime.Gpu", "CUDA needs Windows or Linux", os != OsKind.MacOs,
            [Shared, "onnxruntime_providers_cuda"], [os == OsKind.Windows ? "cudnn64_9.dll" : "libcudnn.so.9"]),
        ExecutionProvider.TensorRt => new(
            provider, NativeNameOf(provider), "Microsoft.ML.OnnxRuntime.Gpu", "TensorRT needs Windows or Linux", os != OsKind.MacOs,
            [Shared, "onnxruntime_providers_tensorrt", "onnxruntime_providers_cuda"], []),
        ExecutionProvider.DirectMl => new(
            provider, NativeNameOf(provider), "Microsoft.ML.OnnxRuntime.DirectML", "DirectML needs Windows", os == OsKind.Windows, [], ["DirectML.dll"]),
        ExecutionProvider.CoreMl => new(
            provider, NativeNameOf(provider), "Microsoft.ML.OnnxRuntime", "Core ML needs macOS", os == OsKind.MacOs, [], []),
        _ => throw new InvalidOperationException($"{provider} has no library of its own."),
    };

    /// <summary>A provider's name in ONNX Runtime.</summary>
    public static string NativeNameOf(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Cuda => "CUDAExecutionProvider",
        ExecutionProvider.TensorRt => "TensorrtExecutionProvider",
        ExecutionProvider.DirectMl => "DmlExecutionProvider",
        ExecutionProvider.CoreMl => "CoreMLExecutionProvider",
        _ => "CPUExecutionProvider",
    };

    /// <summary>The file that a library of ONNX Runtime's is in.</summary>
    public static string FileOf(string library, OsKind os) => os switch
    {
        OsKind.Windows => library + ".dll",
        OsKind.MacOs => $"lib{library}.dylib",
        _ => $"lib{library}.so",
    };
}
