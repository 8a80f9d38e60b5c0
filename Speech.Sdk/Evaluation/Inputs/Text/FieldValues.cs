using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>
/// A clip's fields by name. All clips of a list share the names, so that a million of them take an array each and no table; there are few
/// fields, so looking through them is as fast. An empty value is an unknown one and not there.
/// </summary>
internal sealed class FieldValues(string[] names, string[] values) : IReadOnlyDictionary<string, string>
{
    public static FieldValues None { get; } = new([], []);

    public int Count => values.Count(value => value.Length > 0);

    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    public IEnumerable<string> Values => this.Select(pair => pair.Value);

    public string this[string key] => TryGetValue(key, out string? value)
        ? value
        : throw new KeyNotFoundException($"The clip has no field '{key}'; it has {string.Join(", ", Keys)}.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        int place = Array.IndexOf(names, key);
        value = place >= 0 && values[place].Length > 0 ? values[place] : null;
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (values[i].Length > 0)
                yield return new(names[i], values[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
