namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>Finds what an input holds: it is of a known kind itself, or folders within it are, each then a set of its own.</summary>
internal sealed class InputSearch
{
    // Deep enough for a corpus of many languages with subsets; a whole disk is not walked through.
    private const int Deepest = 4;
    private const int Listed = 12;

    private readonly IReadOnlyList<IClipReader> _readers;
    private readonly List<(IClipReader Reader, string Path)> _found = [];
    private readonly List<string> _leftOut = [];

    private InputSearch(IReadOnlyList<IClipReader> readers) => _readers = readers;

    /// <summary>What is read, and by what.</summary>
    public IReadOnlyList<(IClipReader Reader, string Path)> Found => _found;

    /// <summary>Folders in which nothing was found.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <exception cref="SpeechException">There is no such path, or nothing recognises it.</exception>
    public static InputSearch In(string path, IReadOnlyList<IClipReader> readers)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new SpeechException($"{path}: there is no such file or folder; check the path.");
        InputSearch search = new(readers);
        try
        {
            return search.Look(path, 0) ? search : throw search.Unknown(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    private bool Look(string path, int depth)
    {
        if (_readers.FirstOrDefault(reader => reader.Recognizes(path, forced: _readers.Count == 1)) is { } reader)
        {
            _found.Add((reader, path));
            return true;
        }

        if (depth == Deepest || !Directory.Exists(path))
            return false;
        List<string> without = [];
        int before = _found.Count;
        foreach (string folder in Directory.EnumerateDirectories(path).Where(folder => !Path.GetFileName(folder).StartsWith('.')).Order(StringComparer.Ordinal))
        {
            if (!Look(folder, depth + 1))
                without.Add(folder);
        }

        // Where nothing was found, the folder above says so.
        if (_found.Count == before)
            return false;
        _leftOut.AddRange(without);
        return true;
    }

    private SpeechException Unknown(string path)
    {
        string kinds = string.Join("; ", _readers.Select(reader => $"{reader.Kind}: {reader.LooksFor}"));
        return new SpeechException(Directory.Exists(path)
            ? $"{path}: holds no clips of a known kind, nor do the folders in it. It holds {Contents(path)}. Looked for {kinds}."
            : $"{path}: is no list of clips of a known kind. Looked for {kinds}. If it is one of these under another name, say which.");
    }

    private static string Contents(string folder)
    {
        string[] names = [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path) + "/").Order(StringComparer.Ordinal),
            .. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        return names.Length switch
        {
            0 => "nothing",
            <= Listed => string.Join(", ", names),
            _ => $"{string.Join(", ", names.Take(Listed))} and {names.Length - Listed} more",
        };
    }
}
