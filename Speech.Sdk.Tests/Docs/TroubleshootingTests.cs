using System.Text.RegularExpressions;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Docs;

/// <summary>The messages that docs/troubleshooting.md explains are those that the code throws.</summary>
[TestFixture]
public sealed partial class TroubleshootingTests
{
    private static readonly Lazy<string> Sources = new(() => string.Join('\n', new[] { "Speech.Sdk", "Speech.Sdk.Models", "tools" }
        .SelectMany(project => Directory.EnumerateFiles(Repository.Path(project), "*.cs", SearchOption.AllDirectories))
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText)));

    public static IEnumerable<string> Messages() =>
        Heading().Matches(File.ReadAllText(Repository.Path("docs/troubleshooting.md"))).Select(match => match.Groups[1].Value);

    [TestCaseSource(nameof(Messages))]
    public void Heading_QuotesAMessage_ThatTheCodeHas(string message)
    {
        foreach (string part in message.Split('…', StringSplitOptions.TrimEntries))
            Assert.That(Sources.Value, Does.Contain(part));
    }

    [GeneratedRegex("^### `(.+)`$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
