using System.Globalization;
using System.Text.Json;

namespace Speech.Sdk.Export;

/// <summary>
/// Reads config.json field by field and remembers every problem, so that one message names them all. A field that is absent or null
/// has transformers' default, which old files rely on.
/// </summary>
internal sealed class ConfigReader(JsonElement json, string path)
{
    /// <summary>No published model has nearly as many layers or codebooks.</summary>
    public const int MostParts = 1000;

    private const int MostSteps = 1 << 20;

    private readonly List<string> _problems = [];
    private readonly string _prefix = "";

    private ConfigReader(JsonElement json, ConfigReader whole, string name)
        : this(json, "") => (_problems, _prefix) = (whole._problems, $"{whole._prefix}{name}.");

    /// <summary>An object within, whose problems count as this one's; where there is none, nothing is given.</summary>
    public ConfigReader Within(string name)
    {
        bool isGiven = TryGet(name, out JsonElement part);
        Require(!isGiven || part.ValueKind == JsonValueKind.Object, $"{name} is {part}, expected an object");
        return new ConfigReader(part, this, name);
    }

    /// <summary>A time must be given, or nothing where there is a standard for it.</summary>
    public void RequireSeconds(string name, bool hasStandard = false)
    {
        if (!TryGet(name, out JsonElement value))
            Require(hasStandard, $"{_prefix}{name} is missing, expected seconds from 0 to 60");
        else
            Require(value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and <= 60, $"{_prefix}{name} is {value}, expected seconds from 0 to 60");
    }

    public int Number(string name, int standard, int smallest = 1, int largest = int.MaxValue)
    {
        if (!TryGet(name, out JsonElement value))
            return standard;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= smallest && number <= largest)
            return number;
        _problems.Add($"{name} is {value}, expected an integer {(largest == int.MaxValue ? $"of at least {smallest}" : $"from {smallest} to {largest}")}");
        return standard;
    }

    /// <summary>How many there are of something that has weights of its own, such as layers; each becomes names and nodes, so there is an end to it.</summary>
    public int Count(string name, int standard) => Number(name, standard, largest: MostParts);

    /// <summary>How many steps back a stream attends; the graph holds a number for each.</summary>
    public int Window(string name, int standard) => Number(name, standard, largest: MostSteps);

    public double Real(string name, double standard)
    {
        if (!TryGet(name, out JsonElement value))
            return standard;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number > 0)
            return number;
        _problems.Add($"{name} is {value}, expected a positive number");
        return standard;
    }

    public bool Flag(string name, bool standard = false)
    {
        if (!TryGet(name, out JsonElement value))
            return standard;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        _problems.Add($"{name} is {value}, expected true or false");
        return standard;
    }

    /// <summary>A word out of those that are supported.</summary>
    public string Word(string name, string standard, params ReadOnlySpan<string> supported)
    {
        if (!TryGet(name, out JsonElement value))
            return standard;
        if (value.ValueKind == JsonValueKind.String && supported.Contains(value.GetString()!))
            return value.GetString()!;
        _problems.Add($"{name} is {value}; supported: {string.Join(", ", supported!)}");
        return standard;
    }

    public int[] Numbers(string name, params int[] standard)
    {
        if (!TryGet(name, out JsonElement value))
            return standard;
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int number) && number > 0))
            return [.. value.EnumerateArray().Select(item => item.GetInt32())];
        _problems.Add($"{name} is {value}, expected a list of positive integers");
        return standard;
    }

    /// <summary>The name of a file that lies beside the configuration, or null where none is named and none is needed.</summary>
    public string? FileName(string name, bool required = true)
    {
        if (!TryGet(name, out JsonElement value))
        {
            Require(!required, $"{name} is missing, expected the name of a file beside it");
            return null;
        }

        // A name must not reach outside the folder.
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } file && file == Path.GetFileName(file))
            return file;
        _problems.Add($"{name} is {value}, expected the name of a file beside it");
        return null;
    }

    /// <summary>Whether a list holds zeros alone; an absent one does.</summary>
    public bool IsZero(string name) =>
        !TryGet(name, out JsonElement value) || (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ToString() is "0" or "0.0"));

    /// <summary>The number of labels in id2label, which must be 0, 1, 2, …; where there are no names, num_labels.</summary>
    public int Labels()
    {
        const int standard = 2;
        if (!TryGet("id2label", out JsonElement names))
            return Number("num_labels", standard);
        int labels = names.ValueKind == JsonValueKind.Object ? names.EnumerateObject().Count() : 0;
        if (labels > 0 && Enumerable.Range(0, labels).All(id => names.TryGetProperty(id.ToString(CultureInfo.InvariantCulture), out _)))
            return labels;
        _problems.Add("id2label is not an object that names the labels 0, 1, 2, …");
        return standard;
    }

    /// <summary>The model class, such as Wav2Vec2ForCTC, or null where the file names none.</summary>
    public string? Architecture() => TryGet("architectures", out JsonElement kinds) && kinds.ValueKind == JsonValueKind.Array
        ? kinds.EnumerateArray().Select(kind => kind.ToString()).FirstOrDefault()
        : null;

    public bool Has(string name) => TryGet(name, out _);

    public void Require(bool holds, string otherwise)
    {
        if (!holds)
            _problems.Add(otherwise);
    }

    /// <summary>Throws if anything read so far was wrong.</summary>
    public void Complete()
    {
        if (_problems.Count > 0)
            throw new ModelFolderException($"{path} cannot be exported: {string.Join("; ", _problems)}.");
    }

    private bool TryGet(string name, out JsonElement value)
    {
        value = default;
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }
}
