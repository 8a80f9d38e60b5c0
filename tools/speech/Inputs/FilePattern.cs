using System.IO.Enumeration;
using Microsoft.Extensions.FileSystemGlobbing;

namespace Speech.Cli.Inputs;

/// <summary>Patterns for shells that do not expand them: <c>*</c> within a name, <c>**</c> over folders.</summary>
internal static class FilePattern
{
    public static IEnumerable<string> Find(string pattern)
    {
        // The folders before the first wildcard, as they were given, stay in front of what is found.
        int end = pattern.LastIndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], pattern.IndexOf('*', StringComparison.Ordinal)) + 1;
        DirectoryInfo root = new(end == 0 ? "." : pattern[..end]);
        if (!root.Exists)
            return [];
        Matcher matcher = new(OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        matcher.AddInclude(pattern[end..]);
        return matcher.Match(root.FullName, FilesBelow(root.FullName, Depth(pattern.AsSpan(end)))).Files.Select(file => pattern[..end] + file.Path).Order(StringComparer.Ordinal);
    }

    // No deeper than the pattern reaches: "/*.wav" is not to walk the whole disk.
    private static int Depth(ReadOnlySpan<char> pattern) =>
        pattern.Contains("**", StringComparison.Ordinal) ? int.MaxValue : pattern.Count(Path.DirectorySeparatorChar) + (Path.AltDirectorySeparatorChar == Path.DirectorySeparatorChar ? 0 : pattern.Count(Path.AltDirectorySeparatorChar));

    // A folder that may not be read hides its own files only, and a link to a folder above would find every file again and again.
    private static FileSystemEnumerable<string> FilesBelow(string root, int depth) => new(
        root, (ref FileSystemEntry entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = depth > 0, MaxRecursionDepth = depth, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
    };
}
