namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>The clips of one list or folder.</summary>
/// <param name="Name">The set's name.</param>
/// <param name="Folder">The full path of the folder that recordings are named from.</param>
/// <param name="Source">What was read, for messages.</param>
/// <param name="Clips">The clips in their order; lists are read while they are enumerated.</param>
internal sealed record ClipSet(string Name, string Folder, string Source, IEnumerable<FoundClip> Clips)
{
    /// <summary>What is worth telling of the clips, asked for when they are read: what was left out, and why.</summary>
    public Func<IEnumerable<string>> Notes { get; init; } = () => [];

    /// <summary>A list's clips: the set has the name of the folder where the file's own says nothing.</summary>
    public static ClipSet OfList(string file, IEnumerable<Row> rows)
    {
        string full = Path.GetFullPath(file);
        string folder = Path.GetDirectoryName(full)!;
        string stem = Path.GetFileNameWithoutExtension(full);
        string name = stem is "manifest" or "metadata" ? NameOf(folder) : stem;
        return new ClipSet(name, folder, file, rows.Select(row => RowClips.ToClip(row, name, folder)));
    }

    /// <summary>A folder's name, wherever it lies.</summary>
    public static string NameOf(string folder) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) is { Length: > 0 } name ? name : "root";
}
