namespace Speech.Sdk.Export;

/// <summary>A folder that appears whole or not at all, with those above it: written under a temporary name beside its place and renamed at the end.</summary>
internal sealed class OutputFolder : IDisposable
{
    private readonly string _target;
    private readonly List<string> _foldersMade = [];

    public OutputFolder(string target)
    {
        _target = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        EnsureFree();
        Path = $"{_target}.{Guid.NewGuid():N}.partial";
        for (string? above = System.IO.Path.GetDirectoryName(_target); above is not null && !Directory.Exists(above); above = System.IO.Path.GetDirectoryName(above))
            _foldersMade.Add(above);
        Directory.CreateDirectory(Path);
    }

    /// <summary>Where to write.</summary>
    public string Path { get; }

    public void Complete()
    {
        EnsureFree();
        if (Directory.Exists(_target))
            Directory.Delete(_target);
        Directory.Move(Path, _target);
    }

    public void Dispose()
    {
        if (!Directory.Exists(Path))
            return;
        Directory.Delete(Path, recursive: true);
        foreach (string folder in _foldersMade.TakeWhile(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
            Directory.Delete(folder);
    }

    private void EnsureFree()
    {
        if (File.Exists(_target) || (Directory.Exists(_target) && Directory.EnumerateFileSystemEntries(_target).Any()))
            throw new InvalidOptionException($"The output folder {_target} already exists and is not empty; remove it or name another.");
    }
}
