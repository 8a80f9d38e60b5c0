namespace Speech.Sdk.Tests.Cli;

/// <summary>A folder of empty files that goes when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder(params string[] files)
    {
        foreach (string file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(this[file])!);
            File.WriteAllBytes(this[file], [0]);
        }
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("speech-tests-").FullName;

    public string this[string relative] => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Every file below a folder of it, with slashes, in order.</summary>
    public IEnumerable<string> Files(string below = "") =>
        Directory.EnumerateFiles(this[below], "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(this[below], path).Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
