using Speech.Cli.Terminal;
using Speech.Sdk.Tests.Hub;

namespace Speech.Sdk.Tests.Cli;

/// <summary><c>speech pull</c> and models of the hub by name, in this process.</summary>
public sealed class PullTests
{
    private HubBench _bench = null!;

    [SetUp]
    public void Open() => _bench = new HubBench();

    [TearDown]
    public void Close() => _bench.Dispose();

    [Test]
    public async Task Pull_Repository_PrintsTheFolder()
    {
        CliRun run = Run();
        Assert.That(await run.InvokeAsync("pull", HubBench.Repository, "--precision", "int8"), Is.Zero, run.Error);
        string folder = run.Output.TrimEnd('\n');
        Assert.That(Path.GetFileName(folder), Is.EqualTo($"org--tiny-{HubBench.Commit[..12]}-int8-1"));
        Assert.That(File.ReadAllText(Path.Combine(folder, "speech.json")), Is.EqualTo("Int8"));
        Assert.That(run.ErrorLines[^2..], Is.EqualTo(new[]
        {
            "note: org/tiny: 100 % of 1 MB downloaded.", $"note: org/tiny: converting to int8 graphs, once; they are kept in {folder}.",
        }));
        CliRun again = Run();
        Assert.That(await again.InvokeAsync("pull", HubBench.Repository, "--precision", "int8"), Is.Zero);
        Assert.That((again.Output, again.Error), Is.EqualTo((run.Output, "")));
    }

    [Test]
    public async Task Pull_Quiet_OnlyTheFolder()
    {
        CliRun run = Run();
        Assert.That(await run.InvokeAsync("pull", HubBench.Repository, "-q"), Is.Zero);
        Assert.That(run.Error, Is.Empty);
    }

    [Test]
    public async Task Pull_Terminal_LineThatVanishes()
    {
        CliRun run = Run(terminal: true);
        Assert.That(await run.InvokeAsync("pull", HubBench.Repository), Is.Zero);
        Assert.That(run.Error, Does.Contain("org/tiny  ").And.Contain("\e[K"));
    }

    [Test]
    public void ConversionProgress_Terminal_LineWithItsShare()
    {
        CliRun run = Run(terminal: true);
        using PullDisplay display = new(run.Environment, HubBench.Repository, _ => { }, quiet: false);
        display.Options(ModelPrecision.Int8).ConversionProgress!.Report(0.5);
        Assert.That(run.Error, Is.EqualTo("org/tiny  converting  50 %"));
    }

    [TestCase("pull", "org/missing", "error: org/missing: there is no such repository")]
    [TestCase("pull", "nothing", "error: 'nothing' is neither a model's name")]
    [TestCase("pull org/tiny --revision ../x", null, "error: '../x' is no revision of org/tiny")]
    [TestCase("pull org/tiny@v1 --revision v2", null, "error: org/tiny@v1 names the revision 'v1' and --revision is 'v2'; give one of them")]
    [TestCase("pull whisper-base --revision v2", null, "error: --revision is 'v2', but whisper-base comes with the SDK")]
    [TestCase("pull whisper-base --languages deu", null, "error: --languages is deu, but whisper-base comes with the SDK")]
    [TestCase("pull org/tiny --languages deu", null, "error: org/tiny has no file for deu; no language has a file of its own there")]
    [TestCase("transcribe a.wav --model", "org/missing", "error: org/missing: there is no such repository")]
    public async Task Refused_OneLineAndTwo(string line, string? model, string expected)
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = Run();
        Assert.That(await run.InvokeAsync([.. line.Replace("a.wav", folder["a.wav"], StringComparison.Ordinal).Split(' '), .. model is null ? Array.Empty<string>() : [model]]), Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith(expected));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Transcribe_ModelAndDraftOfTheHub_LoadedFromTheCache()
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = Run();
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], "--model", "org/tiny@main", "--draft-model", "org/tiny"), Is.Zero, run.Error);
        Assert.That(Path.GetFileName(run.LoadedModel), Is.EqualTo($"org--tiny-{HubBench.Commit[..12]}-fp32-1"));
        Assert.That(run.LoadedWith!.DraftModel, Is.EqualTo(run.LoadedModel));
    }

    [Test]
    public void Describe_Download_HowMuchHowFastHowLong() => Assert.That(
        PullDisplay.Describe("org/tiny", new DownloadProgress("model.safetensors", 300_000_000, 900_000_000), before: 100_000_000, TimeSpan.FromSeconds(10)),
        Is.EqualTo("org/tiny  300 of 900 MB  20.0 MB/s  about 30 s left  model.safetensors"));

    private CliRun Run(bool terminal = false) => new()
    {
        ErrorIsTerminal = terminal,
        Variables = new() { ["HF_ENDPOINT"] = _bench.Server.Address.AbsoluteUri, ["HF_HUB_CACHE"] = _bench.Folder["hub"], ["SPEECH_CACHE"] = _bench.Folder["speech"] },
    };
}
