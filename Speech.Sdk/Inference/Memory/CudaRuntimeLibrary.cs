using System.Runtime.InteropServices;
using Speech.Sdk.Inference.Providers;

namespace Speech.Sdk.Inference.Memory;

/// <summary>Which of CUDA's runtime libraries is the one that ONNX Runtime's provider has loaded.</summary>
internal static class CudaRuntimeLibrary
{
    // Newest first; asked for only where the provider's file cannot be read.
    private static readonly int[] Versions = [14, 13, 12];

    /// <exception cref="ExecutionProviderException">The provider's library cannot be loaded.</exception>
    public static nint Open()
    {
        string[] names = NamesOf(new NativeLibraries());
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
                return library;
        }

        throw new ExecutionProviderException(
            $"{string.Join(", ", names)}, which ONNX Runtime's CUDA provider uses, cannot be loaded; install the CUDA toolkit in the version named, or set CachesOnDevice to false.");
    }

    /// <summary>The library that the provider's file names; where it names none, those of the versions that are known.</summary>
    public static string[] NamesOf(INativeLibraries libraries)
    {
        string[] named =
        [
            .. libraries.Find(ProviderFacts.FileOf("onnxruntime_providers_cuda", libraries.Os)) is { } path
                ? libraries.ImportsOf(path).Where(file => file.Contains("cudart", StringComparison.OrdinalIgnoreCase))
                : [],
        ];
        return named.Length > 0 ? named : [.. Versions.Select(version => libraries.Os == OsKind.Windows ? $"cudart64_{version}.dll" : $"libcudart.so.{version}")];
    }
}
