namespace Speech.Cli.Evaluation;

/// <summary>The folder that results go to: the user's, or one that is gone when the evaluation has ended.</summary>
internal sealed class OutputFolder : IDisposable
{
    private OutputFolder(string path, bool temporary)
    {
        Path = path;
        IsTemporary = temporary;
    }

    public string Path { get; }

    public bool IsTemporary { get; }

    public static OutputFolder Open(string? path) => path is null
        ? new OutputFolder(Directory.CreateTempSubdirectory("speech-evaluate-").FullName, temporary: true)
        : new OutputFolder(Directory.CreateDirectory(path).FullName, temporary: false);

    public void Dispose()
    {
        if (IsTemporary)
            Directory.Delete(Path, recursive: true);
    }
}
