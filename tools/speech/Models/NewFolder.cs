namespace Speech.Cli.Models;

/// <summary>Makes a folder whole or not at all: built beside its place under another name, then renamed.</summary>
internal static class NewFolder
{
    public static async Task BuildAsync(string target, Func<string, Task> build)
    {
        string building = $"{target}.{Environment.ProcessId}.building";
        DeleteIfThere(building);
        Directory.CreateDirectory(building);
        try
        {
            await build(building).ConfigureAwait(false);
            Directory.Move(building, target);
        }
        finally
        {
            DeleteIfThere(building);
        }
    }

    /// <summary>Removes what processes left that died while building <paramref name="target"/>; nobody else may be building it.</summary>
    public static void DeleteLeftovers(string target)
    {
        foreach (string leftover in Directory.EnumerateDirectories(Path.GetDirectoryName(target)!, Path.GetFileName(target) + ".*.building"))
            Directory.Delete(leftover, recursive: true);
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
