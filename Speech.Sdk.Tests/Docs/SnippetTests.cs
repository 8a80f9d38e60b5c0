using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Docs;

/// <summary>What the pages show compiles, and runs.</summary>
[TestFixture]
public sealed class SnippetTests
{
    private SnippetFolder _folder = null!;

    public static IEnumerable<TestCaseData> Snippets() => Pages()
        .SelectMany(page => MarkdownSnippets.Of(page, File.ReadAllText(Repository.Path(page))))
        .Select(snippet => new TestCaseData(snippet).SetArgDisplayNames(snippet.ToString()));

    [OneTimeSetUp]
    public void Create() => _folder = new SnippetFolder();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [TestCaseSource(nameof(Snippets))]
    public void Snippet_OfAPage_CompilesAndRuns(Snippet snippet)
    {
        SnippetProgram program = SnippetProgram.Compile(snippet);
        if (snippet.NotRun is { } reason)
            Assert.Pass($"Compiled, not run: {reason}");
        _folder.Prepare(snippet);
        TestContext.Out.WriteLine(program.Run(_folder.Path));
    }

    [Test]
    public void Pages_ThatAReaderFinds_AreLinkedFromTheReadme()
    {
        string readme = File.ReadAllText(Repository.Path("README.md"));
        string[] lost = [.. Pages().Where(page => page.StartsWith("docs/", StringComparison.Ordinal) && !readme.Contains($"({page}", StringComparison.Ordinal) && !LinkedFromAnotherPage(page))];
        Assert.That(lost, Is.Empty);
    }

    private static bool LinkedFromAnotherPage(string page) => Directory.GetFiles(Repository.Path("docs"), "*.md")
        .Any(other => File.ReadAllText(other).Contains($"({Path.GetFileName(page)}", StringComparison.Ordinal));

    private static IEnumerable<string> Pages() => Directory.GetFiles(Repository.Path("docs"), "*.md").Order(StringComparer.Ordinal)
        .Select(path => "docs/" + Path.GetFileName(path)).Prepend("README.md");
}
