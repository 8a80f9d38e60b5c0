using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Speech.Sdk.Models.Conversion;

/// <summary>What tells a checkpoint from others: readable, short, and part of its conversions' names.</summary>
internal static class CheckpointIdentity
{
    /// <summary>That of a folder, another one as soon as a file changes.</summary>
    public static string OfFolder(string folder)
    {
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        StringBuilder identity = new($"{path}\n");
        foreach (FileInfo file in FilesOf(path))
        {
            FileInfo real = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            identity.Append(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(path, file.FullName)}\t{real.Length}\t{real.LastWriteTimeUtc.Ticks}\n");
        }

        return $"{Path.GetFileName(path)}-{Short(identity.ToString())}";
    }

    /// <summary>That of a commit of the hub, whose files do not change but may be more or fewer languages.</summary>
    /// <param name="repository">org/name.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="snapshot">The folder of its files.</param>
    public static string OfCommit(string repository, string commit, string snapshot)
    {
        string[] languages = !Directory.Exists(snapshot) ? [] : [.. Directory.EnumerateFiles(snapshot, "adapter.*").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        string of = languages.Length == 0 ? "" : $"-{Short(string.Join('\n', languages))[..8]}";
        return $"{repository.Replace("/", "--", StringComparison.Ordinal)}-{commit[..Math.Min(12, commit.Length)]}{of}";
    }

    /// <summary>The folder's files and those of the language model in it.</summary>
    private static IEnumerable<FileInfo> FilesOf(string folder) => new[] { folder, Path.Combine(folder, "language_model") }
        .Where(Directory.Exists)
        .SelectMany(part => new DirectoryInfo(part).EnumerateFiles())
        .OrderBy(file => file.FullName, StringComparer.Ordinal);

    private static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
