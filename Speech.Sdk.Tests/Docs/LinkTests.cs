using System.Text.RegularExpressions;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Docs;

/// <summary>Links between the pages lead to pages and headings that are there.</summary>
[TestFixture]
public sealed partial class LinkTests
{
    public static IEnumerable<string> Pages() => new[] { "", "docs", "eval", "samples", "models/whisper-base" }
        .SelectMany(folder => Directory.GetFiles(Repository.Path(folder), "*.md").Select(file => Path.Combine(folder, Path.GetFileName(file)))).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Pages))]
    public void Links_OfAPage_LeadSomewhere(string page)
    {
        List<string> broken = [];
        foreach (Match link in Link().Matches(File.ReadAllText(Repository.Path(page))))
        {
            string target = link.Groups[1].Value;
            string file = target.Length == 0 ? Repository.Path(page) : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.Path(page))!, target));
            if (!Path.Exists(file) || (link.Groups[2].Value is { Length: > 1 } anchor && !Anchors(file).Contains(anchor[1..])))
                broken.Add(link.Value);
        }

        Assert.That(broken, Is.Empty);
    }

    // As GitHub makes them of headings.
    private static IEnumerable<string> Anchors(string file) => Heading().Matches(File.ReadAllText(file))
        .Select(match => NotInAnchors().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?![a-z]+:)([^)#\s]*)(#[^)\s]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]")]
    private static partial Regex NotInAnchors();
}
