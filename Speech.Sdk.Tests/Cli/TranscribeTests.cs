using System.Text.Json.Nodes;

namespace Speech.Sdk.Tests.Cli;

public sealed class TranscribeTests
{
    [Test]
    public async Task OneFile_Txt_TextAlone()
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"]), Is.Zero);
        Assert.That((run.Output, run.Error), Is.EqualTo(("Hello from a.wav.\n", "")));
        Assert.That(run.Recognizer.Disposed, Is.True);
    }

    [Test]
    public async Task SeveralFiles_Txt_InTheOrderGivenUnderHeaders()
    {
        using TemporaryFolder folder = new("a.wav", "b.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", folder["b.wav"], folder["a.wav"]), Is.Zero);
        Assert.That(run.Output, Is.EqualTo($"==> {folder["b.wav"]} <==\nHello from b.wav.\n\n==> {folder["a.wav"]} <==\nHello from a.wav.\n"));
    }

    [Test]
    public async Task SeveralFiles_JsonLines_OneLineAFile()
    {
        using TemporaryFolder folder = new("a.wav", "b.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", folder["b.wav"], folder["a.wav"], "--format", "jsonl"), Is.Zero);
        string[] lines = run.Output.Split('\n');
        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That(lines[..2].Select(line => (string?)JsonNode.Parse(line)!["file"]), Is.EqualTo(new[] { folder["b.wav"], folder["a.wav"] }));
    }

    [Test]
    public async Task BrokenAndMissingFiles_OthersStillDone_OneLineEachAndTwo()
    {
        using TemporaryFolder folder = new("a.wav", "b.wav", "c.wav");
        CliRun run = new()
        {
            Recognizer = new()
            {
                Answer = (name, _, _) => Path.GetFileName(name) == "b.wav"
                    ? throw new AudioFormatException("PNG was given; expected audio.\nConvert it first.")
                    : Task.FromResult(FakeRecognizer.Hello(name)),
            },
        };
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], folder["b.wav"], folder["x.wav"], folder.Root, folder["c.wav"], "--format", "srt"), Is.EqualTo(2));
        Assert.That(run.Recognizer.Heard, Is.EqualTo(new[] { "a.wav", "b.wav", "c.wav" }));
        Assert.That(run.Output, Does.Contain("Hello from a.wav.").And.Contain("Hello from c.wav."));
        Assert.That(run.ErrorLines, Is.EqualTo(new[]
        {
            $"error: {folder["x.wav"]}: there is no such file; check the path.",
            $"error: {folder.Root}: this is a folder; expected files, for example \"{folder["*.wav"]}\".",
            $"error: {folder["b.wav"]}: PNG was given; expected audio. Convert it first.",
        }));
    }

    [Test]
    public async Task ErrorThatNamesItsFile_NotNamedTwice()
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new() { Recognizer = new() { Answer = (name, _, _) => throw new AudioFormatException($"{name} is empty.") } };
        await run.InvokeAsync("transcribe", folder["a.wav"]);
        Assert.That(run.Error, Is.EqualTo($"error: {folder["a.wav"]} is empty.\n"));
    }

    [Test]
    public async Task NoFileLeft_ModelIsNotLoaded()
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", "missing.wav"), Is.EqualTo(2));
        Assert.That(run.LoadedModel, Is.Null);
    }

    [Test]
    public async Task StandardInput_Json_NamedDash()
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", "-", "--format", "json"), Is.Zero);
        Assert.That((string?)JsonNode.Parse(run.Output)!["file"], Is.EqualTo("-"));
        Assert.That(run.Recognizer.Heard, Is.EqualTo(new[] { "standard input" }));
    }

    [Test]
    public async Task StandardInput_Broken_NamedInTheError()
    {
        CliRun run = new() { Recognizer = new() { Answer = (_, _, _) => throw new AudioFormatException("16-bit text was given; expected audio.") } };
        Assert.That(await run.InvokeAsync("transcribe", "-"), Is.EqualTo(2));
        Assert.That(run.Error, Is.EqualTo("error: standard input: 16-bit text was given; expected audio.\n"));
    }

    [Test]
    public async Task ModelFails_OneLineAndTwo()
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new() { LoadFailure = new ModelFolderException("whisper-huge is unknown.") };
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], "--model", "whisper-huge", "--threads", "2"), Is.EqualTo(2));
        Assert.That(run.Error, Is.EqualTo("error: whisper-huge is unknown.\n"));
        Assert.That((run.LoadedModel, run.LoadedWith!.Threads), Is.EqualTo(("whisper-huge", 2)));
    }

    [Test]
    public async Task OptionThatTheModelRejects_SaidOnce()
    {
        using TemporaryFolder folder = new("a.wav", "b.wav");
        CliRun run = new() { Recognizer = new() { Answer = (_, options, _) => throw new InvalidOptionException($"Language is {options.Language}.") } };
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], folder["b.wav"], "--language", "xx"), Is.EqualTo(2));
        Assert.That(run.Error, Is.EqualTo("error: --language is xx.\n"));
    }

    [TestCase(null, 1)]
    [TestCase("1", 3)]
    public async Task Bug_SeventyAndNoTraceUnlessAsked(string? debug, int lines)
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new()
        {
            Recognizer = new() { Answer = (_, _, _) => throw new InvalidCastException("oops") },
            Variables = debug is null ? [] : new() { ["SPEECH_DEBUG"] = debug },
        };
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"]), Is.EqualTo(70));
        Assert.That(run.ErrorLines[0], Does.StartWith($"error: {folder["a.wav"]}: unexpected InvalidCastException: oops").And.Contain("report"));
        Assert.That(run.ErrorLines, lines == 1 ? Has.Length.EqualTo(1) : Has.Length.AtLeast(lines));
    }

    [Test]
    public async Task Cancelled_FinishedResultsStayAnd130()
    {
        using TemporaryFolder folder = new("a.wav", "b.wav", "c.wav");
        using CancellationTokenSource stop = new();
        CliRun run = new()
        {
            Recognizer = new()
            {
                Answer = async (name, _, cancellation) =>
                {
                    if (Path.GetFileName(name) == "b.wav")
                    {
                        await stop.CancelAsync();
                        await Task.Delay(Timeout.Infinite, cancellation);
                    }

                    return FakeRecognizer.Hello(name);
                },
            },
        };
        Assert.That(await run.InvokeAsync(stop.Token, "transcribe", folder["a.wav"], folder["b.wav"], folder["c.wav"], "--format", "tsv"), Is.EqualTo(130));
        Assert.That(run.Output, Does.Contain("Hello from a.wav.").And.Not.Contain("b.wav"));
        Assert.That((run.Error, run.Recognizer.Heard.Count, run.Recognizer.Disposed), Is.EqualTo(("", 2, true)));
    }

    [Test]
    public async Task ReaderLeaves_QuietEndWithoutTheOtherFiles()
    {
        using TemporaryFolder folder = new("a.wav", "b.wav");
        CliRun run = new() { Writer = new FailingWriter(hresult: 32) };
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], folder["b.wav"]), Is.Zero);
        Assert.That((run.Error, run.Recognizer.Heard.Count), Is.EqualTo(("", 1)));
    }

    [Test]
    public async Task DiskFull_OneLineAndTwo()
    {
        using TemporaryFolder folder = new("a.wav", "b.wav");
        CliRun run = new() { Writer = new FailingWriter(hresult: 28) };
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], folder["b.wav"]), Is.EqualTo(2));
        Assert.That((run.Error, run.Recognizer.Heard.Count), Is.EqualTo(("error: standard output: cannot write\n", 1)));
    }

    [TestCase("")]
    [TestCase("--quiet")]
    public async Task Terminal_ProgressOnStandardErrorOnly(string quiet)
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new()
        {
            ErrorIsTerminal = true,
            Recognizer = new()
            {
                Answer = async (name, options, _) =>
                {
                    Assert.That(options.Progress, quiet.Length > 0 ? Is.Null : Is.Not.Null);
                    options.Progress?.Report(new(0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
                    return FakeRecognizer.Hello(name);
                },
            },
        };
        Assert.That(await run.InvokeAsync([.. new[] { "transcribe", folder["a.wav"], quiet }.Where(text => text.Length > 0)]), Is.Zero);
        Assert.That(run.Output, Is.EqualTo("Hello from a.wav.\n"));
    }

    private sealed class FailingWriter(int hresult) : StringWriter
    {
        public override void Flush() => throw new IOException("cannot write", hresult);
    }
}
