using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

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
        return matcher.Execute(new DirectoryInfoWrapper(root)).Files.Select(file => pattern[..end] + file.Path).Order(StringComparer.Ordinal);
    }
}
