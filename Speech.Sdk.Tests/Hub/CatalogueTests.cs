using Speech.Sdk.Models.Catalogue;
using Speech.Sdk.Models.Hub;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Hub;

public sealed class CatalogueTests
{
    private static readonly CatalogueEntry[] Repositories = [.. ModelCatalogue.Entries.Where(entry => !entry.IsEmbedded)];

    [Test]
    public void Entries_Names_OnceAndRepositories()
    {
        Assert.That(ModelCatalogue.Entries.Select(entry => entry.Name), Is.Unique);
        Assert.That(Repositories.Select(entry => HubId.Parse(entry.Name, null)), Has.None.Null);
        Assert.That(ModelCatalogue.Entries.Where(entry => entry.IsEmbedded).Select(entry => entry.Name), Is.EqualTo(new[] { ModelCatalogue.DefaultName }));
    }

    [TestCase("whisper", "whisper")]
    [TestCase("wav2vec2-bert", "w2v-bert")]
    [TestCase("wav2vec2", "xls-r")]
    [TestCase("wav2vec2", "mms")]
    [TestCase("kyutai-stt", "stt-2.6b")]
    public void Entries_Families_AllThere(string family, string part) =>
        Assert.That(Repositories.Where(entry => entry.Family == family).Select(entry => entry.Name), Has.Some.Contains(part));

    [Test]
    public void Documentation_Table_IsTheCatalogue()
    {
        string[] expected = [.. Repositories.Select(entry => $"| `{entry.Name}` | {entry.Family} | {entry.Parameters} M | {entry.Languages}{(entry.Use is null ? "" : $" ({entry.Use})")} | {entry.Licence} |")];
        string[] documented = [.. File.ReadAllLines(Repository.Path("docs/models.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Contains('/', StringComparison.Ordinal) && line.Contains(" M |", StringComparison.Ordinal))];
        Assert.That(documented, Is.EqualTo(expected), string.Join('\n', expected));
    }

    [Test]
    public async Task List_Models_WithWhatIsHere()
    {
        using HubBench bench = new();
        bench.Server.Add("openai/whisper-tiny", HubBench.Commit, bench.Files);
        CliRun Run() => new() { Variables = new() { ["HF_ENDPOINT"] = bench.Server.Address.AbsoluteUri, ["HF_HUB_CACHE"] = bench.Folder["hub"], ["SPEECH_CACHE"] = bench.Folder["speech"] } };
        Assert.That(await Run().InvokeAsync("pull", "openai/whisper-tiny", "--precision", "int8"), Is.Zero);
        CliRun list = Run();
        Assert.That(await list.InvokeAsync("models", "list"), Is.Zero);
        string[] lines = list.Output.Split('\n');
        Assert.That(lines.Single(line => line.Contains("openai/whisper-tiny ", StringComparison.Ordinal)), Does.Match(@"^\* openai/whisper-tiny +39 M +99 languages +apache-2\.0 +downloaded, int8$"));
        Assert.That(lines.Single(line => line.Contains("distil-large-v3 ", StringComparison.Ordinal)), Does.Match(@"^  distil-whisper/distil-large-v3 +756 M +English +mit$"));
        CliRun show = Run();
        Assert.That(await show.InvokeAsync("models", "show", "openai/whisper-tiny"), Is.Zero);
        Assert.That(show.Output, Does.Contain("converted:   int8"));
    }
}
