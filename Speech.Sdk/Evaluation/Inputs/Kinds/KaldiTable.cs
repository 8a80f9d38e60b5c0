namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>A file of Kaldi's: a key a line, white space, and what is said of it.</summary>
internal sealed class KaldiTable
{
    private readonly Dictionary<string, (string Value, SourceLine At)> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _keys = [];

    private KaldiTable()
    {
    }

    /// <summary>The keys in the order of the file.</summary>
    public IReadOnlyList<string> Keys => _keys;

    public (string Value, SourceLine At) this[string key] => _entries[key];

    /// <summary>The table, or null where there is no such file.</summary>
    /// <exception cref="SpeechException">A key is there twice.</exception>
    public static KaldiTable? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        KaldiTable table = new();
        foreach ((string line, SourceLine at) in TextLines.All(path))
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            (string key, string value) = Split(line);
            if (!table._entries.TryAdd(key, (value, at)))
                throw at.Error($"'{key}' is in line {table._entries[key].At.Number} already; expected every key once.");
            table._keys.Add(key);
        }

        return table;
    }

    /// <summary>The first word of a line and what follows, without the spaces around it.</summary>
    public static (string Key, string Value) Split(string line)
    {
        ReadOnlySpan<char> text = line.AsSpan().Trim();
        int end = text.IndexOfAny(' ', '\t');
        return end < 0 ? (text.ToString(), "") : (text[..end].ToString(), text[end..].Trim().ToString());
    }

    public bool Contains(string key) => _entries.ContainsKey(key);

    /// <summary>What is said of a key, or null.</summary>
    public string? Find(string key) => _entries.GetValueOrDefault(key).Value is { Length: > 0 } value ? value : null;

    /// <summary>A number of seconds, or null.</summary>
    public TimeSpan? Seconds(string key, string name) => Find(key) is { } text ? Row.Seconds(text, name, _entries[key].At) : null;
}
