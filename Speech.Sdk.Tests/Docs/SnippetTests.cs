using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Docs;

/// <summary>What the pages show compiles, and runs.</summary>
[TestFixture]
public sealed class SnippetTests
{
    private SnippetFolder _folder = null!;

    public static IEnumerable<TestCaseData> Running() => Snippets(runs: true);

    public static IEnumerable<TestCaseData> Compiled() => Snippets(runs: false);

    [OneTimeSetUp]
    public void Create() => _folder = new SnippetFolder();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [TestCaseSource(nameof(Running))]
    public void Snippet_CompilesAndRuns(Snippet snippet)
    {
        SnippetProgram program = SnippetProgram.Compile(snippet);
        _folder.Prepare(snippet);
        string printed = program.Run(_folder.Path);
        TestContext.Out.WriteLine(printed);
        Assert.That(printed, Does.StartWith(snippet.Prints ?? ""));
    }

    /// <summary>Snippets that need what no test machine has: a GPU, a microphone, gigabytes of a model.</summary>
    [TestCaseSource(nameof(Compiled))]
    public void Snippet_ThatCannotRunHere_Compiles(Snippet snippet) => SnippetProgram.Compile(snippet);

    [Test]
    public void Pages_ThatAReaderFinds_AreLinkedFromTheReadme()
    {
        string readme = File.ReadAllText(Repository.Path("README.md"));
        string[] lost = [.. Pages().Where(page => page.StartsWith("docs/", StringComparison.Ordinal) && !readme.Contains($"({page}", StringComparison.Ordinal) && !LinkedFromAnotherPage(page))];
        Assert.That(lost, Is.Empty);
    }

    // Pages of packages say nothing in comments, which registries show; what waits for a microphone is known by that.
    private static IEnumerable<TestCaseData> Snippets(bool runs) => Pages()
        .SelectMany(page => MarkdownSnippets.Of(page, File.ReadAllText(Repository.Path(page))))
        .Where(snippet => (snippet.NotRun is null && !snippet.Code.Contains("AudioCapture.Create", StringComparison.Ordinal)) == runs)
        .Select(snippet => new TestCaseData(snippet).SetArgDisplayNames(snippet.ToString()));

    private static bool LinkedFromAnotherPage(string page) => Directory.GetFiles(Repository.Path("docs"), "*.md")
        .Any(other => File.ReadAllText(other).Contains($"({Path.GetFileName(page)}", StringComparison.Ordinal));

    // The packages' own pages too.
    private static IEnumerable<string> Pages() => Directory.GetFiles(Repository.Path("docs"), "*.md").Order(StringComparer.Ordinal)
        .Select(path => "docs/" + Path.GetFileName(path)).Prepend("README.md").Concat(MarkdownPages.OfPackages());
}
