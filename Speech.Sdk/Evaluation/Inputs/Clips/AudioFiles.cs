namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>Recordings by their names.</summary>
internal static class AudioFiles
{
    // The best first: where a recording lies in several formats, this one is read.
    private static readonly string[] Extensions =
    [
        ".flac", ".wav", ".w64", ".aif", ".aiff", ".caf", ".au", ".sph", ".opus", ".ogg", ".oga", ".m4a", ".aac", ".mp3", ".wma", ".amr",
        ".webm", ".mka", ".mkv", ".mp4",
    ];

    public static bool IsAudio(string path) => Rank(path) >= 0;

    /// <summary>The path with slashes and without what says that it is a recording.</summary>
    public static string WithoutExtension(string path) => IsAudio(path) ? path[..^Path.GetExtension(path).Length] : path;

    /// <summary>The full path of a recording that a list in a folder names, with slashes of either kind.</summary>
    /// <exception cref="SpeechException">No system has such a path.</exception>
    public static string Resolve(string folder, string path, SourceLine line) => path.Contains('\0')
        ? throw line.Error($"the recording's path '{path.Replace("\0", "\\0", StringComparison.Ordinal)}' holds a null character; expected a path.")
        : Path.GetFullPath(Path.Combine(folder, WithSlashes(path)));

    /// <summary>A path in which folders end in slashes on every system.</summary>
    public static string WithSlashes(string path) => path.Replace('\\', '/');

    /// <summary>The recordings that lie in a folder, by name without extension.</summary>
    public static Dictionary<string, string> In(string folder)
    {
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
            return found;
        foreach (string path in Directory.EnumerateFiles(folder).Where(IsAudio))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (!found.TryGetValue(name, out string? other) || Rank(path) < Rank(other))
                found[name] = path;
        }

        return found;
    }

    private static int Rank(string path)
    {
        ReadOnlySpan<char> extension = Path.GetExtension(path.AsSpan());
        for (int i = 0; i < Extensions.Length; i++)
        {
            if (extension.Equals(Extensions[i], StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }
}
