namespace Speech.Sdk.Models.Folders;

/// <summary>What optimum calls its graphs, which lie beside the configuration or, as most hubs hold them, in its <c>onnx</c> folder.</summary>
internal static class OptimumFiles
{
    /// <summary>Where graphs lie.</summary>
    public static IReadOnlyList<string> Roots { get; } = ["", "onnx/"];

    /// <summary>What their names end in: full precision first; the others are taken where they are all there is.</summary>
    public static IReadOnlyList<string> Suffixes { get; } = ["", "_fp16", "_q8", "_int8", "_quantized", "_uint8", "_q4", "_q4f16", "_bnb4"];

    /// <summary>The first graph of a name that is there, whatever it ends in; null where there is none.</summary>
    public static string? Find(Func<string, bool> has, string name) => Suffixes.Select(suffix => Find(has, name, suffix)).FirstOrDefault(path => path is not null);

    /// <summary>The graph of a name and a suffix; null where it is not there.</summary>
    public static string? Find(Func<string, bool> has, string name, string suffix) => $"{name}{suffix}.onnx" is var path && has(path) ? path : null;
}
