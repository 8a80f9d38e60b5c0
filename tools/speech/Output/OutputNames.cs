using Speech.Cli.Inputs;

namespace Speech.Cli.Output;

/// <summary>
/// Names for results that no two inputs share: the name without extension; where that is taken twice, the extension too;
/// then as many of the folders above as it takes, which become folders of the output.
/// </summary>
internal static class OutputNames
{
    public static IReadOnlyDictionary<string, string> Assign(IEnumerable<InputFile> inputs)
    {
        Dictionary<string, int> depths = inputs.Select(input => input.FullPath).Distinct().ToDictionary(path => path, _ => 0);
        while (true)
        {
            // Letter case does not tell files apart everywhere.
            var clashes = depths.GroupBy(pair => Name(pair.Key, pair.Value), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).ToList();
            // Two paths that differ in letter case alone end up with all their folders and still clash: their own names keep them apart.
            List<string> deeper = [.. clashes.SelectMany(group => group).Select(pair => pair.Key).Where(path => depths[path] < Parts(path).Length)];
            if (deeper.Count == 0)
                return depths.ToDictionary(pair => pair.Key, pair => Name(pair.Key, pair.Value));
            foreach (string path in deeper)
                depths[path]++;
        }
    }

    private static string Name(string path, int depth) =>
        depth == 0 ? Path.GetFileNameWithoutExtension(path) : Path.Combine(Parts(path)[^depth..]);

    private static string[] Parts(string path) =>
        path[Path.GetPathRoot(path)!.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
