using System.Buffers;

namespace Speech.Cli.Evaluation;

/// <summary>A model or file with what its run is called in tables.</summary>
/// <param name="Name">The run's name.</param>
/// <param name="Value">A model's name or folder, or a file.</param>
internal sealed record NamedValue(string Name, string Value)
{
    private static readonly SearchValues<char> NotInFileNames = SearchValues.Create("/\\:*?\"<>|");

    /// <summary>Reads <c>NAME=VALUE</c>; a value by itself, or the path of something that is there, is named after its last part.</summary>
    public static NamedValue Of(string text)
    {
        int sign = text.IndexOf('=', StringComparison.Ordinal);
        bool named = sign > 0 && !File.Exists(text) && !Directory.Exists(text);
        return named ? new NamedValue(text[..sign].Trim(), text[(sign + 1)..]) : new NamedValue(LastPart(text), text);
    }

    /// <summary>What is wrong with the names of an evaluation's runs, which also name files.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<NamedValue> runs)
    {
        foreach (NamedValue run in runs.Where(run => run.Value.Length == 0))
            yield return $"The run '{run.Name}' has nothing behind '='; expected NAME=VALUE.";
        foreach (NamedValue run in runs.Where(run => run.Name.Length == 0 || run.Name.StartsWith('.') || run.Name.AsSpan().ContainsAny(NotInFileNames) || run.Name.Any(char.IsControl)))
            yield return $"A run is called '{run.Name}', which cannot name a file; give NAME=VALUE with another name.";
        foreach (IGrouping<string, NamedValue> same in runs.GroupBy(run => run.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
            yield return $"{same.Count()} runs are called '{same.Key}'; give NAME=VALUE with names that differ.";
    }

    private static string LastPart(string text)
    {
        string path = Path.TrimEndingDirectorySeparator(text);
        string name = Path.GetFileName(path);
        // "." and ".." are named by where they lead.
        name = name is "" or "." or ".." ? Path.GetFileName(Path.GetFullPath(path)) : name;
        return File.Exists(text) ? Path.GetFileNameWithoutExtension(name) : name;
    }
}
