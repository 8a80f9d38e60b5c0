using System.Globalization;
using System.Text.RegularExpressions;

namespace Speech.Sdk.Inference.Providers;

/// <summary>A library that a provider needs and the machine lacks, and what a reader does about it.</summary>
internal static partial class MissingLibrary
{
    // Some libraries have the version of their product, others one of their own, which says nothing.
    private static readonly (string Part, string Product, bool Versioned)[] Products =
    [
        ("nvinfer", "TensorRT", true), ("nvonnxparser", "TensorRT", true), ("cudnn", "cuDNN", true), ("libcuda.", "the NVIDIA driver", false), ("nvcuda", "the NVIDIA driver", false),
        ("cublas", "the CUDA toolkit", true), ("cudart", "the CUDA toolkit", true), ("nvrtc", "the CUDA toolkit", false), ("cufft", "the CUDA toolkit", false),
        ("curand", "the CUDA toolkit", false), ("DirectML", "DirectML", false), ("onnxruntime_providers", "ONNX Runtime", false),
    ];

    /// <summary>Its name, what it belongs to, and which other version of it is there.</summary>
    /// <param name="file">The library's file name.</param>
    /// <param name="canLoad">Whether the machine has a library.</param>
    public static string Describe(string file, Func<string, bool> canLoad)
    {
        (_, string? product, bool versioned) = Products.FirstOrDefault(one => file.Contains(one.Part, StringComparison.OrdinalIgnoreCase));
        if (!versioned || VersionOf(file) is not { } version)
            return $"{file} (of {product ?? "the system"})";
        return OtherVersion(file, canLoad) is { } other
            ? $"{file} (of {product}, version {version}; version {other} is here, which this ONNX Runtime was not built for)"
            : $"{file} (of {product}, version {version})";
    }

    /// <summary>The products that the libraries belong to, each once.</summary>
    public static IEnumerable<string> ProductsOf(IEnumerable<string> files) =>
        files.Select(file => Products.FirstOrDefault(one => file.Contains(one.Part, StringComparison.OrdinalIgnoreCase)).Product).OfType<string>().Distinct();

    private static string? OtherVersion(string file, Func<string, bool> canLoad)
    {
        if (!int.TryParse(VersionOf(file), NumberStyles.None, CultureInfo.InvariantCulture, out int version))
            return null;
        return new[] { version - 1, version + 1, version - 2 }.Where(other => other > 0).Select(other => other.ToString(CultureInfo.InvariantCulture))
            .FirstOrDefault(other => canLoad(Version().Replace(file, $"${{before}}{other}${{after}}")));
    }

    private static string? VersionOf(string file) => Version().Match(file) is { Success: true } match ? match.Groups["version"].Value : null;

    // libcudart.so.13, cudart64_13.dll, nvinfer_10.dll
    [GeneratedRegex(@"(?<before>\.so\.|64_|_)(?<version>\d+)(?<after>$|\.dll$)")]
    private static partial Regex Version();
}
