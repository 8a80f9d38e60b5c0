using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Models.Whisper.Foreign;

namespace Speech.Sdk.Models.Folders;

/// <summary>What a folder or a repository holds, by the names of its files: what our exporter wrote, another one's graphs, a checkpoint, or both of the last two.</summary>
/// <param name="has">Whether a file is there, by its path with slashes.</param>
internal sealed class ModelFiles(Func<string, bool> has)
{
    public const string Config = "config.json";

    private const string IndexEnd = ".index.json";

    private static readonly string[] WeightFiles = ["model.safetensors", "model.safetensors" + IndexEnd, "pytorch_model.bin", "pytorch_model.bin" + IndexEnd];

    /// <summary>The lists of shards that may stand for weights in one file.</summary>
    public static IEnumerable<string> Indexes => WeightFiles.Where(IsIndex);

    /// <summary>Whether a file is such a list.</summary>
    public static bool IsIndex(string path) => path.EndsWith(IndexEnd, StringComparison.Ordinal);

    /// <summary>What a folder of this machine holds.</summary>
    public static ModelFiles Of(string folder) => new(path => File.Exists(Path.Combine(folder, path)));

    /// <summary>Whether it is a folder that our exporter made.</summary>
    public bool IsExported => has(ModelManifest.FileName);

    /// <summary>The weights' file or the list of their shards, safetensors before PyTorch's; null where there are none.</summary>
    public string? Weights => WeightFiles.FirstOrDefault(has);

    /// <summary>Whether there are weights to convert.</summary>
    public bool IsCheckpoint => !IsExported && has(Config) && Weights is not null;

    /// <summary>The graphs of another exporter that are run as they are.</summary>
    public IReadOnlyList<string> ForeignGraphs => OptimumLayout.Find(has) is { } whisper
        ? [.. new[] { whisper.Encoder, whisper.Decoder, whisper.DecoderWithPast }.OfType<string>()]
        : ForeignCtcGraph.Find(has) is { } ctc ? [ctc] : [];

    /// <summary>Whether there are graphs that can be run as they are.</summary>
    public bool HasGraphs => IsExported || ForeignGraphs.Count > 0;

    /// <summary>Whether the weights are what is taken, converted: where there is nothing else, or where graphs of another exporter lie beside them and ours can be made.</summary>
    /// <param name="hasConverter">Whether there is a converter to prefer to others' graphs.</param>
    public bool ToBeConverted(bool hasConverter) => IsCheckpoint && (hasConverter || !HasGraphs);
}
