using System.Formats.Tar;

namespace Speech.Sdk.Audio;

/// <summary>Tells files on a disk from named pipes and devices without opening those: a pipe gives its bytes once.</summary>
internal static class RegularFile
{
    /// <summary>Whether a path is, or links to, a file on a disk; so is what is not there, or cannot be looked at.</summary>
    public static bool Is(string path)
    {
        if (OperatingSystem.IsWindows())
            return !Path.GetFullPath(path).StartsWith(@"\\.\", StringComparison.Ordinal);
        try
        {
            // The length of a link is that of its target's name. What a shell names for <(command) links to a pipe that has no path.
            FileInfo file = new(path);
            FileInfo target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return target.Exists ? target.Length > 0 || Type(target.FullName) == TarEntryType.RegularFile : file.LinkTarget is null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    // The header of an archive is the one place where .NET says what kind of file there is. Its content is empty.
    private static TarEntryType Type(string path)
    {
        using MemoryStream archive = new();
        using (TarWriter writer = new(archive, TarEntryFormat.Ustar, leaveOpen: true))
            writer.WriteEntry(path, "file");
        archive.Position = 0;
        using TarReader reader = new(archive);
        return reader.GetNextEntry()!.EntryType;
    }
}
