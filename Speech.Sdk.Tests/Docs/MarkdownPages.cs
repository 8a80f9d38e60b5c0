using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Docs;

/// <summary>Pages beside those of docs.</summary>
internal static class MarkdownPages
{
    /// <summary>What a registry shows of each package, relative to the repository.</summary>
    public static IEnumerable<string> OfPackages() => Directory.GetDirectories(Repository.Path("."), "Speech.Sdk*").Concat(Directory.GetDirectories(Repository.Path("tools")))
        .Select(folder => Path.GetRelativePath(Repository.Path("."), Path.Combine(folder, "README.md")))
        .Where(page => File.Exists(Repository.Path(page)));
}
