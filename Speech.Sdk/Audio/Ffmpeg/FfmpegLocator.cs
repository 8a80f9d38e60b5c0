namespace Speech.Sdk.Audio.Ffmpeg;

/// <summary>Where the ffmpeg program is looked for.</summary>
/// <param name="Folders">A list of folders as in the environment variable PATH.</param>
internal sealed record FfmpegLocator(string? Folders)
{
    /// <summary>The folders of this process's PATH.</summary>
    public static FfmpegLocator OnPath => new(Environment.GetEnvironmentVariable("PATH"));

    /// <summary>The program's full path, or null if no folder holds it.</summary>
    public string? Find()
    {
        string program = OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg";
        return (Folders ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
    }
}
