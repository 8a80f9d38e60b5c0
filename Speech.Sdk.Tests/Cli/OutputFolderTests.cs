using Speech.Cli.Inputs;
using Speech.Cli.Output;

namespace Speech.Sdk.Tests.Cli;

public sealed class OutputFolderTests
{
    [TestCase("a.wav b.wav", "a b")]
    [TestCase("- stdin.wav", "stdin stdin.wav")]
    [TestCase("- stdin", "-/stdin {cwd}/stdin")]
    [TestCase("a.wav a.mp3 b.wav", "a.wav a.mp3 b")]
    [TestCase("x/a.wav y/a.wav", "x/a.wav y/a.wav")]
    [TestCase("x/1/a.wav y/1/a.wav y/1/a.mp3", "x/1/a.wav y/1/a.wav a.mp3")]
    [TestCase("x/A.wav y/a.wav", "x/A.wav y/a.wav")]
    [TestCase("d/a.wav.mp3 d/a.wav d/a.flac", "a.wav.mp3 d/a.wav a.flac")]
    public void Assign_Names_NoTwoAlike(string inputs, string expected)
    {
        InputFile[] files = [.. inputs.Split(' ').Select(name => new InputFile(name))];
        var names = OutputNames.Assign(files);
        Assert.That(files.Select(file => names[file.FullPath].Replace('\\', '/')), Is.EqualTo(expected.Replace("{cwd}", Path.GetFileName(Environment.CurrentDirectory), StringComparison.Ordinal).Split(' ')));
    }

    [Test]
    public async Task Run_Output_OneFileEachAndNothingElse()
    {
        using TemporaryFolder folder = new("x/a.wav", "y/a.wav", "b.flac", "out/b.vtt");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", folder["**/*.*a*"], "-", "--format", "vtt", "--output", folder["out"]), Is.Zero);
        Assert.That(folder.Files("out"), Is.EqualTo(new[] { "b.vtt", "stdin.vtt", "x/a.wav.vtt", "y/a.wav.vtt" }));
        Assert.That(File.ReadAllText(folder["out/b.vtt"]), Is.EqualTo("WEBVTT\n\n00:00.000 --> 00:01.500\nHello from b.flac.\n\n"));
        Assert.That((run.Output, run.Error), Is.EqualTo(("", "")));
    }

    [Test]
    public async Task Run_NewFolder_IsMade()
    {
        using TemporaryFolder folder = new("a.wav");
        Assert.That(await new CliRun().InvokeAsync("transcribe", folder["a.wav"], "-o", folder["new/"]), Is.Zero);
        Assert.That(folder.Files("new"), Is.EqualTo(new[] { "a.txt" }));
    }

    [Test]
    public async Task Run_SeveralFormats_OneFileEach()
    {
        using TemporaryFolder folder = new("a.wav", "b.wav");
        CliRun run = new() { ErrorIsTerminal = true };
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], folder["b.wav"], "-f", "SRT, json", "-o", folder["out"]), Is.Zero);
        Assert.That(folder.Files("out"), Is.EqualTo(new[] { "a.json", "a.srt", "b.json", "b.srt" }));
        Assert.That(run.Error, Does.Contain($"note: {folder["a.wav"]}: written to {folder["out/a.srt"]}, {folder["out/a.json"]}.\n"));
    }

    [Test]
    public async Task Run_OneOfSeveralFormatsWouldReplaceAnInput_Refused()
    {
        using TemporaryFolder folder = new("a.srt");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", folder["a.srt"], "-f", "txt,srt", "-o", folder.Root), Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("would replace this input"));
    }

    [TestCase("a.wav", "this is a file; expected a folder")]
    [TestCase("no/where", "does not exist; make it first")]
    [TestCase("a.wav/sub", "does not exist; make it first")]
    public async Task Run_FolderThatCannotBe_SaidBeforeTheModelLoads(string output, string expected)
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], "--output", folder[output]), Is.EqualTo(2));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(run.Error, Does.StartWith($"error: --output {folder[output]}: ").And.Contain(expected));
        Assert.That(run.LoadedModel, Is.Null);
    }

    [Test]
    public async Task Run_ResultWouldReplaceAnInput_Refused()
    {
        using TemporaryFolder folder = new("a.txt");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", folder["a.txt"], "--output", folder.Root), Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("would replace this input"));
        Assert.That(File.ReadAllBytes(folder["a.txt"]), Is.EqualTo(new byte[] { 0 }));
    }

    [Test]
    public async Task Run_OneTargetIsAFolder_OthersStillWrittenAndNoLeftovers()
    {
        using TemporaryFolder folder = new("a.wav", "b.wav");
        Directory.CreateDirectory(folder["out/a.txt"]);
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], folder["b.wav"], "--output", folder["out"]), Is.EqualTo(2));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(run.Error, Does.StartWith($"error: {folder["a.wav"]}: its result cannot be written to {folder["out/a.txt"]}"));
        Assert.That(folder.Files("out"), Is.EqualTo(new[] { "b.txt" }));
    }
}
