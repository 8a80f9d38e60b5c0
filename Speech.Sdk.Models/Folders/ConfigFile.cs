using System.Text.Json;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Models.Folders;

/// <summary>A configuration file of a model folder: a JSON object whose values are asked for by name.</summary>
internal sealed class ConfigFile : IDisposable
{
    private readonly string _path;
    private readonly JsonDocument? _document;

    private ConfigFile(string path, JsonDocument? document) => (_path, _document) = (path, document);

    /// <exception cref="ModelFolderException">The file is missing or no JSON object.</exception>
    public static ConfigFile Read(ModelFolder folder, string name) => folder.Has(name)
        ? ReadOptional(folder, name)
        : throw new ModelFolderException($"{folder.PathOf(name)} is missing; copy it from the checkpoint.");

    /// <summary>As <see cref="Read"/>; a file that is missing says nothing.</summary>
    /// <exception cref="ModelFolderException">The file is no JSON object.</exception>
    public static ConfigFile ReadOptional(ModelFolder folder, string name)
    {
        string path = folder.PathOf(name);
        if (!folder.Has(name))
            return new ConfigFile(path, null);
        try
        {
            JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new ConfigFile(path, document)
                : throw new ModelFolderException($"{path} is not a JSON object; copy it from the checkpoint again.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ModelFolderException($"{path} cannot be read ({e.Message}); copy it from the checkpoint again.", e);
        }
    }

    /// <summary>A whole number above 0.</summary>
    /// <exception cref="ModelFolderException">It is something else, or missing and without a default.</exception>
    public int Size(string name, int? otherwise = null) => Number(name, otherwise) is > 0 and var size
        ? size
        : throw new ModelFolderException($"{_path} lacks {name}, a number above 0; copy it from the checkpoint again.");

    /// <summary>The sample rate in Hz that features are computed at.</summary>
    /// <exception cref="ModelFolderException">It is none that sound is brought to.</exception>
    public int SampleRate(int otherwise) => Size("sampling_rate", otherwise) is >= AudioFormat.MinTargetRate and <= AudioFormat.MaxSampleRate and var rate
        ? rate
        : throw new ModelFolderException($"{_path}: sampling_rate is {Number("sampling_rate")}; expected {AudioFormat.MinTargetRate} to {AudioFormat.MaxSampleRate} Hz. Copy it from the checkpoint again.");

    /// <summary>A whole number, or null where there is none.</summary>
    public int? Number(string name, int? otherwise = null) =>
        Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out int number) ? number : otherwise;

    /// <summary>A number, or null where there is none.</summary>
    public double? Real(string name) => Find(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    /// <summary>A number of an object within, or null where there is none.</summary>
    public double? Real(string within, string name) => Find(within) is { ValueKind: JsonValueKind.Object } part
        && part.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    public bool Flag(string name, bool otherwise = false) => Find(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => otherwise,
    };

    public string? Text(string name) => Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Whole numbers above 0, or the default where the file names none.</summary>
    /// <exception cref="ModelFolderException">It holds something else.</exception>
    public IReadOnlyList<int> Sizes(string name, IReadOnlyList<int> otherwise)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Array } values)
            return otherwise;
        return [.. values.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int size) && size > 0
            ? size : throw new ModelFolderException($"{_path}: {name} holds {value}; expected numbers above 0. Copy it from the checkpoint again."))];
    }

    public void Dispose() => _document?.Dispose();

    /// <summary>A list of texts; null where there is none.</summary>
    public IReadOnlyList<string>? Texts(string name) => Find(name) is { ValueKind: JsonValueKind.Array } values && values.EnumerateArray().All(value => value.ValueKind == JsonValueKind.String)
        ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : null;

    private JsonElement? Find(string name) => _document?.RootElement.TryGetProperty(name, out JsonElement value) == true ? value : null;
}
