using System.Text.Json.Nodes;
using Speech.Cli.Live;
using Speech.Sdk.Tests.Transcripts;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Cli;

/// <summary><c>speech transcribe - --stream</c> with a recogniser that says what the test wants to hear.</summary>
public sealed class LiveTests
{
    private static readonly TranscriptUpdate[] Hello =
    [
        Update("", " Hell"), Update(" Hello", " wor"), Update(" world.", "", ends: true), Update("", " An"), Update(" Again", ""),
        Update("", "") with { Transcript = TranscriptExamples.Create((0, 1.5, " Hello world.")) },
    ];

    [Test]
    public async Task Text_CommittedOnly_ALineAnUtterance()
    {
        CliRun run = new() { Recognizer = new() { Updates = Hello } };
        Assert.That(await run.InvokeAsync("transcribe", "-", "--stream"), Is.Zero);
        Assert.That((run.Output, run.Error), Is.EqualTo(("Hello world.\nAgain\n", "")));
        Assert.That(run.Recognizer.Disposed, Is.True);
    }

    [Test]
    public async Task Text_OnATerminal_ProvisionalIsWipedOff()
    {
        CliRun run = new() { Recognizer = new() { Updates = Hello }, ErrorIsTerminal = true };
        Assert.That(await run.InvokeAsync("transcribe", "-", "--stream"), Is.Zero);
        Assert.That(run.Output, Is.EqualTo("Hello world.\nAgain\n"));
        Assert.That(run.Error, Is.EqualTo("\e7\e[2mHell\e[0m\e8\e[J\e7\e[2m wor\e[0m\e8\e[J\e7\e[2mAn\e[0m\e8\e[J"));
    }

    [Test]
    public async Task Json_AnObjectAnUpdate_TheTranscriptInTheLast()
    {
        CliRun run = new() { Recognizer = new() { Updates = Hello } };
        Assert.That(await run.InvokeAsync("transcribe", "-", "--stream", "--format", "jsonl"), Is.Zero);
        JsonNode[] lines = [.. run.Output.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!)];
        Assert.That(lines, Has.Length.EqualTo(Hello.Length));
        Assert.That(lines[2].ToJsonString(), Is.EqualTo(
            """{"committed":" world.","words":[{"text":" world.","start":0.5,"end":1,"confidence":0.75}],"provisional":"","endsUtterance":true,"heard":2,"behind":0,"latency":{"words":1,"mean":0.5,"max":0.5}}"""));
        Assert.That(lines.Take(5).Select(line => line["transcript"]), Is.All.Null);
        Assert.That((string?)lines[5]["transcript"]!["file"], Is.EqualTo("standard input"));
    }

    [Test]
    public async Task NotesAndWarnings_OnStandardError()
    {
        Transcript transcript = TranscriptExamples.Create((0, 1.5, " Hello."));
        CliRun run = new()
        {
            Recognizer = new()
            {
                Updates =
                [
                    Update(" Hello.", "", ends: true) with { Note = "cut." },
                    Update("", "") with { Transcript = transcript with { Diagnostics = transcript.Diagnostics with { Warnings = ["slow."] } } },
                ],
            },
        };
        Assert.That(await run.InvokeAsync("transcribe", "-", "--stream"), Is.Zero);
        Assert.That(run.ErrorLines, Is.EqualTo(new[] { "note: cut.", "warning: standard input: slow." }));
    }

    [Test]
    public async Task Note_OnATerminal_BelowTheTextThatGoesOn()
    {
        CliRun run = new() { Recognizer = new() { Updates = [Update(" Hello", " wor") with { Note = "slow." }, Update(" world.", "", ends: true), Hello[^1]] }, ErrorIsTerminal = true };
        Assert.That(await run.InvokeAsync("transcribe", "-", "--stream"), Is.Zero);
        Assert.That(run.Output, Is.EqualTo("Hello world.\n"));
        Assert.That(run.Error, Is.EqualTo("\e7\e[2m wor\e[0m\e8\e[J\nnote: slow.\n\e7\e[2m wor\e[0m\e8\e[J"));
    }

    [TestCase(true)]
    [TestCase(false, Description = "nothing had been heard")]
    public async Task Interrupted_StateKept_TheLineEndsAndANoteSaysHowToGoOn(bool isKept)
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource stop = new();
        CliRun run = new()
        {
            ErrorIsTerminal = true,
            Recognizer = new()
            {
                Updates = [Update(" Hello", " wor")],
                AfterUpdates = () =>
                {
                    if (isKept)
                        File.WriteAllText(folder["a.state"], "state");
                    stop.Cancel();
                    throw new OperationCanceledException();
                },
            },
        };
        Assert.That(await run.InvokeAsync(stop.Token, "transcribe", "-", "--stream", "--state", folder["a.state"]), Is.EqualTo(130));
        Assert.That(run.Output, Is.EqualTo("Hello\n"));
        string note = $"note: {folder["a.state"]}: the stream's state is kept there; the same command goes on with it.\n";
        Assert.That(run.Error, Is.EqualTo($"\e7\e[2m wor\e[0m\e8\e[J{(isKept ? note : "")}"));
    }

    [TestCase("--state", "kept in a.state; Ctrl-C again ends at once, and what is heard now is not kept")]
    [TestCase(null, "Ctrl-C again ends at once, without the last words")]
    public async Task Interrupted_MuchIsLeftToBeHeard_NoteSaysSo(string? state, string expected)
    {
        using CancellationTokenSource stop = new();
        using ManualResetEventSlim noted = new();
        CliRun run = new()
        {
            ErrorWriter = new LineWatch("note: what was read is heard to its end", noted),
            Recognizer = new()
            {
                Updates = Hello,
                AfterUpdates = () =>
                {
                    stop.Cancel();
                    Assert.That(noted.Wait(TimeSpan.FromMinutes(1)));
                },
            },
        };
        string[] arguments = ["transcribe", "-", "--stream", .. state is null ? (string[])[] : [state, "a.state"]];
        Assert.That(await run.InvokeAsync(stop.Token, arguments), Is.EqualTo(130));
        Assert.That(run.ErrorLines.Single(), Does.EndWith(expected + "."));
        Assert.That(run.Output, Is.EqualTo("Hello world.\nAgain\n"));
    }

    [Test]
    public async Task StateIsThere_NoteSaysHowMuchWasHeard()
    {
        using TemporaryFolder folder = new("a.state");
        CliRun run = new() { Recognizer = new() { Updates = Hello } };
        Assert.That(await run.InvokeAsync("transcribe", "-", "--stream", "--state", folder["a.state"]), Is.Zero);
        Assert.That(run.ErrorLines, Is.EqualTo(new[] { $"note: {folder["a.state"]}: the stream goes on, 2.00 s of its audio have been heard." }));
        Assert.That(run.Output, Is.EqualTo("Hello world.\nAgain\n"));
    }

    [Test]
    public void Stream_AskedToStop_IsBrokenOffOrEnds([Values] bool breaksOff)
    {
        using CancellationTokenSource stop = new();
        using StoppableStream stream = new(new MemoryStream([1, 2, 3]), breaksOff, stop.Token);
        byte[] bytes = new byte[2];
        Assert.That(stream.Read(bytes), Is.EqualTo(2));
        stop.Cancel();
        if (breaksOff)
            Assert.That(() => stream.Read(bytes), Throws.TypeOf<OperationCanceledException>());
        else
            Assert.That(stream.Read(bytes), Is.Zero);
    }

    [Test]
    public void Stream_EndsJustBeforeItIsAskedToStop_IsBrokenOffAllTheSame()
    {
        using CancellationTokenSource stop = new();
        using StoppableStream stream = new(new MemoryStream(), breaksOff: true, stop.Token) { Patience = TimeSpan.FromMinutes(2) };
        Task<int> read = Task.Run(() => stream.Read(new byte[2]));
        stop.CancelAfter(20);
        Assert.That(async () => await read, Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCase("hello", 5, "hello")]
    [TestCase("hello", 4, "hel…")]
    [TestCase("你好世界", 8, "你好世界")]
    [TestCase("你好世界", 7, "你好世…")]
    [TestCase("👋👋", 3, "👋…")]
    [TestCase("e\u0301e\u0301", 2, "e\u0301e\u0301")]
    public void Fit_ColumnsOfATerminal_CountsWideCharactersTwice(string text, int columns, string expected) =>
        Assert.That(Speech.Cli.Terminal.TextColumns.Fit(text, columns), Is.EqualTo(expected));

    [Test]
    public async Task Options_ReachTheRecognizer()
    {
        CliRun run = new() { Recognizer = new() { Updates = Hello } };
        Assert.That(await run.InvokeAsync(
            "transcribe", "-", "--stream", "--sample-rate", "8000", "--channels", "2", "--update-interval", "2.5", "--utterance-pause", "1", "--language", "de",
            "--condition-on-previous-text", "on", "--state", "a.state", "--text-timeout", "none"), Is.Zero);
        StreamingOptions options = run.Recognizer.StreamedWith!;
        Assert.That((options.UpdateInterval, options.UtterancePause), Is.EqualTo((TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(1))));
        Assert.That((options.StatePath, options.TextTimeout), Is.EqualTo(("a.state", (TimeSpan?)null)));
        Assert.That((options.Transcription.Language, options.Transcription.ConditionOnPreviousText), Is.EqualTo(("de", true)));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task ListDevices_NamesAndDescriptions()
    {
        using Capture.FakePrograms programs = new Capture.FakePrograms().Add("arecord", "printf 'default\\n    Default Audio Device\\nhw:1\\n    USB\\n'");
        CliRun run = new() { Variables = { ["PATH"] = programs.SearchPath } };
        Assert.That(await run.InvokeAsync("listen", "--source", "arecord", "--list-devices"), Is.Zero);
        Assert.That((run.Output, run.Error), Is.EqualTo(("default\tDefault Audio Device (default)\nhw:1\tUSB\n", "")));
    }

    [TestCase("transcribe talk.wav --stream", "--stream reads live audio from standard input; give - as the only FILE.")]
    [TestCase("transcribe - --sample-rate 16000", "--sample-rate was given without --stream; give both, or leave it out.")]
    [TestCase("transcribe - --stream --channels 2", "--channels was given without --sample-rate; raw PCM needs the rate too, and other files say both.")]
    [TestCase("transcribe - --stream --range 1-2", "--range was given for live audio, where it has no meaning; leave it out.")]
    [TestCase("transcribe - --stream --output out", "--output was given for live audio, where it has no meaning; leave it out.")]
    [TestCase("transcribe - --stream --force-tokens 1", "--force-tokens was given for live audio, where it has no meaning; leave it out.")]
    [TestCase("transcribe - --stream --draft-model tiny", "--draft-model was given for live audio, where it has no meaning; leave it out.")]
    [TestCase("transcribe - --stream --vad-max-speech 9", "--vad-max-speech was given for live audio, where it has no meaning; leave it out.")]
    [TestCase("transcribe - --stream --window full", "--window was given for live audio, where it has no meaning; leave it out.")]
    [TestCase("transcribe - --stream --chunk-length 20", "--chunk-length was given for live audio, where it has no meaning; leave it out.")]
    [TestCase("transcribe - --stream --stride 4", "--stride was given for live audio, where it has no meaning; leave it out.")]
    [TestCase("transcribe - --stream --format srt", "--format: 'srt' was given for live audio; expected txt or jsonl.")]
    [TestCase("transcribe - --stream --update-interval 0", "--update-interval is 0 s; expected 0.1 to 10 s.")]
    [TestCase("transcribe - --stream --sample-rate 16", "live audio: sample rate 16 Hz; give one from 100 to 768000.")]
    [TestCase("transcribe - --stream --text-timeout 0.5", "--text-timeout is 0.5 s; expected 1 s to an hour, or leave it out for none.")]
    [TestCase("transcribe - --state a.state", "--state was given without --stream; give both, or leave it out.")]
    [TestCase("listen --window full", "'--window' is not a command or an option of 'speech listen'.")]
    [TestCase("listen --format srt", "--format: 'srt' was given for live audio; expected txt or jsonl.")]
    [TestCase("listen --source parec", "parec: there is no such program on the PATH; install pulseaudio-utils")]
    [TestCase("listen", "No capture program is installed; expected ")]
    public async Task WrongUsage_OneLineAndTwo(string line, string expected)
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync(line.Split(' ')), Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith($"error: {expected}"));
    }

    private static TranscriptUpdate Update(string committed, string provisional, bool ends = false) => new()
    {
        Committed = committed,
        Words = committed.Length == 0 ? [] : [new Word(committed, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), 0.75)],
        Provisional = provisional,
        EndsUtterance = ends,
        Heard = TimeSpan.FromSeconds(2),
        Latency = new StreamLatency(1, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.5)),
    };

    /// <summary>Sets an event when a line is written.</summary>
    private sealed class LineWatch(string line, ManualResetEventSlim written) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith(line, StringComparison.Ordinal) == true)
                written.Set();
        }
    }
}
