namespace Speech.Sdk.Capture.Programs;

/// <summary>Where programs lie.</summary>
/// <param name="Folders">A list of folders as in the environment variable PATH.</param>
internal sealed record ProgramFolders(string? Folders)
{
    /// <summary>A program's full path, or null if no folder holds it.</summary>
    public string? Find(string name)
    {
        string program = OperatingSystem.IsWindows() ? $"{name}.exe" : name;
        return (Folders ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }
}
