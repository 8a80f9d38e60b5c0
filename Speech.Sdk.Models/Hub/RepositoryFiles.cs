using System.Text.Json;
using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Hub;

/// <summary>Which files of a repository a model needs.</summary>
internal sealed class RepositoryFiles
{
    private const string LanguageModelFolder = "language_model/";

    /// <summary>What the exporter and the loaders read beside weights and graphs.</summary>
    internal static readonly string[] Companions =
    [
        ModelFiles.Config, "generation_config.json", "preprocessor_config.json", "processor_config.json", "vocab.json", "merges.txt", "added_tokens.json", "tokenizer.json",
        "special_tokens_map.json", "tokenizer_config.json", "normalizer.json", "alphabet.json", "tokenizer.model",
    ];

    private static readonly string[] InputDescriptions = ["vocab.json", "tokenizer.json", "tokenizer.model", "preprocessor_config.json", "processor_config.json"];

    private readonly HashSet<string> _all;
    private readonly HashSet<string> _absent;

    /// <param name="all">The files that are there.</param>
    /// <param name="absent">Files that the repository is known not to hold, where only a part of it is there.</param>
    public RepositoryFiles(IEnumerable<string> all, IEnumerable<string>? absent = null)
    {
        (_all, _absent) = ([.. all], [.. absent ?? []]);
        Model = new ModelFiles(_all.Contains);
    }

    /// <summary>What the files are.</summary>
    public ModelFiles Model { get; }

    /// <summary>Files that say which others are needed.</summary>
    public IEnumerable<string> Guides => (Model.IsExported ? [ModelManifest.FileName] : ModelFiles.Indexes.Prepend(ModelFiles.Config)).Where(_all.Contains);

    /// <summary>The files to load, or to convert where there are weights and it can be, in the order of <see cref="Rank"/>.</summary>
    /// <param name="canConvert">Whether there is a converter.</param>
    /// <param name="languages">Languages whose files are wanted.</param>
    /// <param name="read">Reads one of the guides; null where it is not here.</param>
    public IReadOnlyList<string> Needed(bool canConvert, IReadOnlyList<string> languages, Func<string, byte[]?> read)
    {
        if (Model.IsExported)
            return [.. Guides.Concat(Exported(read)).Concat(LanguageModel).Distinct().OrderBy(Rank).ThenBy(path => path, StringComparer.Ordinal)];
        IEnumerable<string> companions = Companions.Concat(Named(read)).Where(_all.Contains).Concat(LanguageModel);
        IEnumerable<string> heavy = Model.ToBeConverted(canConvert) ? Adapters(languages).Concat(Weights(read)) : ForeignGraphs();
        return [.. Guides.Concat(companions).Concat(heavy).Distinct().OrderBy(Rank)];
    }

    /// <summary>Whether what is here is all that is needed, as far as can be told without the repository's list.</summary>
    public bool LooksWhole(bool canConvert, IReadOnlyList<string> languages, Func<string, byte[]?> read)
    {
        if (Model.IsExported)
            return Exported(read).All(_all.Contains);
        string[] named = [.. Named(read).Where(path => !_absent.Contains(path))];
        if (!_all.Contains(ModelFiles.Config) || !(InputDescriptions.Any(_all.Contains) || named.Length > 0))
            return false;
        return Model.ToBeConverted(canConvert) ? Weights(read).Concat(Adapters(languages)).Concat(named).All(_all.Contains) : Model.HasGraphs;
    }

    /// <summary>Files that config.json names and the repository does not hold.</summary>
    public IEnumerable<string> Absent(Func<string, byte[]?> read) => Model.IsExported ? [] : Named(read).Where(path => !_all.Contains(path));

    /// <summary>What has to be there before a file is fetched comes in a lower rank: with weights or graphs, all that belongs to them is there.</summary>
    public static int Rank(string path) =>
        path.StartsWith("adapter.", StringComparison.Ordinal) || path.EndsWith(".data", StringComparison.Ordinal) || path.Contains(".onnx_data", StringComparison.Ordinal) ? 1
        : IsWeights(path) || path.EndsWith(".onnx", StringComparison.Ordinal) ? 2
        : 0;

    /// <summary>The languages that have a file of their own.</summary>
    public IReadOnlyList<string> Languages =>
        [.. _all.Where(path => path.StartsWith("adapter.", StringComparison.Ordinal) && IsWeights(path)).Select(path => path.Split('.')[1]).Distinct().Order(StringComparer.Ordinal)];

    private IEnumerable<string> LanguageModel => _all.Where(path => path.StartsWith(LanguageModelFolder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private IEnumerable<string> Weights(Func<string, byte[]?> read) => Model.Weights switch
    {
        null => [],
        var index when ModelFiles.IsIndex(index) => Shards(read(index)).DefaultIfEmpty(index),
        var single => [single],
    };

    private IEnumerable<string> Adapters(IReadOnlyList<string> languages) =>
        languages.Select(language => _all.Contains($"adapter.{language}.safetensors") ? $"adapter.{language}.safetensors" : $"adapter.{language}.bin");

    /// <summary>The files that our exporter's manifest names.</summary>
    private static IEnumerable<string> Exported(Func<string, byte[]?> read) =>
        Json(read(ModelManifest.FileName)) is { } json && json.TryGetProperty("files", out JsonElement files) && files.ValueKind == JsonValueKind.Object
            ? files.EnumerateObject().Select(file => file.Name)
            : [];

    private static IEnumerable<string> Shards(byte[]? index) =>
        Json(index) is { } json && json.TryGetProperty("weight_map", out JsonElement map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().Select(entry => entry.Value.ToString()).Distinct().Order(StringComparer.Ordinal)
            : [];

    /// <summary>Files that config.json names, as Kyutai's does.</summary>
    private static IEnumerable<string> Named(Func<string, byte[]?> read) =>
        Json(read(ModelFiles.Config)) is { } json
            ? json.EnumerateObject().Where(field => field.Name.EndsWith("_name", StringComparison.Ordinal) && field.Value.ValueKind == JsonValueKind.String)
                .Select(field => field.Value.GetString()!).Where(name => IsWeights(name) || name.EndsWith(".model", StringComparison.Ordinal) || name.EndsWith(".json", StringComparison.Ordinal)).Where(HubPath.IsPlain)
            : [];

    private IEnumerable<string> ForeignGraphs() => Model.ForeignGraphs.SelectMany(
        graph => _all.Where(path => path == graph || path.StartsWith(graph + "_data", StringComparison.Ordinal) || path == graph + ".data").Order(StringComparer.Ordinal));

    private static bool IsWeights(string path) => path.EndsWith(".safetensors", StringComparison.Ordinal) || path.EndsWith(".bin", StringComparison.Ordinal);

    private static JsonElement? Json(byte[]? text)
    {
        if (text is null)
            return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            // The loader or the exporter says what is wrong with it.
            return null;
        }
    }
}
