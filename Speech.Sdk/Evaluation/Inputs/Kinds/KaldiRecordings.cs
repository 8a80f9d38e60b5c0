using System.Buffers;

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>
/// The recordings of a wav.scp. Lines that are commands are not run: whoever hands out a list is not to run programs by it. The two that only
/// say which file it is, <c>cat FILE |</c> and <c>flac -c -d -s FILE |</c>, are read as that file.
/// </summary>
internal sealed class KaldiRecordings(KaldiTable scp, string folder)
{
    private const int FoldersAbove = 4;
    private static readonly SearchValues<char> OfTheShell = SearchValues.Create("|\"'\\$&;<>*?`(){}");

    private readonly string _base = BaseOf(scp, folder);

    public IReadOnlyList<string> Keys => scp.Keys;

    /// <exception cref="SpeechException">There is no such recording, or it is a command or a place in an archive.</exception>
    public string PathOf(string recording, SourceLine text)
    {
        if (!scp.Contains(recording))
            throw text.Error($"the recording '{recording}' is not in wav.scp; expected a line '{recording} PATH' there.");
        (string value, SourceLine at) = scp[recording];
        if (value.Length == 0)
            throw at.Error($"'{recording}' has no path; expected '{recording} PATH'.");
        if (FileOf(value) is not { } path)
        {
            throw at.Error($"'{value}' is a command; commands are not run here, except that 'cat FILE |' and 'flac -c -d -s FILE |' are read as FILE. "
                + "Write the recordings to files, for example with the command itself, and give their paths.");
        }

        int colon = path.LastIndexOf(':');
        return colon < 2 || !path[..colon].EndsWith(".ark", StringComparison.Ordinal)
            ? AudioFiles.Resolve(_base, path, at)
            : throw at.Error($"'{value}' is a place in an archive of Kaldi; expected the path of a recording. "
                + "Write the recordings to files, for example with wav-copy.");
    }

    // Paths go from wherever the recipe was run, most often some folders above the data.
    private static string BaseOf(KaldiTable scp, string folder)
    {
        string full = Path.GetFullPath(folder);
        if (scp.Keys.Count == 0)
            return full;
        (string value, SourceLine at) = scp[scp.Keys[0]];
        if (FileOf(value) is not { } first)
            return full;
        string? candidate = full;
        for (int i = 0; i <= FoldersAbove && candidate is not null; i++, candidate = Path.GetDirectoryName(candidate))
        {
            if (File.Exists(AudioFiles.Resolve(candidate, first, at)))
                return candidate;
        }

        return full;
    }

    private static string? FileOf(string value)
    {
        if (!value.EndsWith('|'))
            return value;
        if (value.AsSpan(0, value.Length - 1).ContainsAny(OfTheShell))
            return null;
        return value[..^1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["cat", var file] when file[0] != '-' => file,
            ["flac", .. var options, var file] when file[0] != '-' && options.All(IsPlain) && options.Any(Decodes) => file,
            _ => null,
        };
    }

    private static bool Decodes(string option) => option == "--decode" || (option[1] != '-' && option.Contains('d'));

    private static bool IsPlain(string option) =>
        option is "--decode" or "--stdout" or "--silent" || (option.Length > 1 && option[0] == '-' && !option.AsSpan(1).ContainsAnyExcept("cds"));
}
