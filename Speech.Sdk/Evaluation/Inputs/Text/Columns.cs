namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>The names of a list's values and what they mean; shared by all rows that have the same.</summary>
internal sealed class Columns
{
    // The language stays among the fields: a clip's own property is shortened to the code.
    private static readonly ClipField[] OfClips =
        [ClipField.Id, ClipField.Audio, ClipField.Text, ClipField.Speaker, ClipField.Noise, ClipField.Duration, ClipField.Offset];

    private readonly int[] _places;
    private readonly int[] _besides;
    private readonly string[] _besidesNames;

    /// <exception cref="SpeechException">A name is there twice.</exception>
    public Columns(string[] names, SourceLine line)
    {
        Names = names;
        HashSet<string> known = new(names.Length, StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!known.Add(name))
                throw line.Error($"'{name}' is there twice; expected every name once.");
        }

        _places = Array.ConvertAll(Enum.GetValues<ClipField>(), Find);
        _besides = [.. Enumerable.Range(0, names.Length).Except(OfClips.Select(field => _places[(int)field]))];
        _besidesNames = Array.ConvertAll(_besides, place => names[place]);
    }

    public string[] Names { get; }

    /// <summary>Where a field is, or -1.</summary>
    public int this[ClipField field] => _places[(int)field];

    /// <summary>All values of a row that are no part of a clip's own properties.</summary>
    public IReadOnlyDictionary<string, string> Besides(string[] values) =>
        _besides.Length == 0 ? FieldValues.None : new FieldValues(_besidesNames, Array.ConvertAll(_besides, place => values[place]));

    private int Find(ClipField field) => FieldNames.Of(field)
        .Select(name => Array.FindIndex(Names, given => given.Equals(name, StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(place => place >= 0, -1);
}
