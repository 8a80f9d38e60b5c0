using System.Diagnostics;
using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

/// <summary>The real executable with fixtures/kyutai, whose checkpoints are tiny and random: what they write is nonsense, and every token of it must be the reference's.</summary>
public sealed class KyutaiProcessTests
{
    private const int SampleRate = 24_000;
    private const int FrameSamples = 1920;
    private const int LastSpecial = 3;

    private static readonly string[] Clips = ["audio0", "audio1", "audio2"];

    private readonly Dictionary<string, JsonNode[]> _recordings = [];

    private TemporaryFolder? _work;
    private GoldenTensors? _transformers;
    private GoldenTensors? _original;

    private TemporaryFolder Work => _work!;

    [OneTimeSetUp]
    public void WriteClips()
    {
        _transformers = new GoldenTensors(Shared.Path("fixtures/kyutai/stt-trfs/golden.safetensors"));
        _original = new GoldenTensors(Shared.Path("fixtures/kyutai/stt-moshi/golden.safetensors"));
        _work = new TemporaryFolder();
        foreach (string clip in Clips)
            File.WriteAllBytes(Wav(clip), WavFile.OfFloats(_original.Floats(clip), SampleRate));
    }

    [OneTimeTearDown]
    public void RemoveClips() => _work?.Dispose();

    [TestCase("stt-trfs")]
    [TestCase("stt-moshi")]
    public async Task Transcribe_CheckpointAndManyFiles_EveryTokenOfTheReferences(string layout)
    {
        JsonNode[] results = await RecordingsAsync(layout);
        Assert.That(results.Select(result => (string)result["file"]!), Is.EqualTo(Clips.Select(Wav)));
        foreach ((string clip, JsonNode result) in Clips.Zip(results))
        {
            Assert.That(Tokens(result), Is.EqualTo(Reference(layout, clip)), clip);
            Assert.That(Words(result), Is.EqualTo((string)result["text"]!), clip);
        }
    }

    [Test]
    public async Task Transcribe_ManyFiles_EachAsAlone()
    {
        string[] files = [.. Enumerable.Range(0, 12).Select(file => Wav(Clips[file % 3]))];
        JsonNode[] together = await TranscribeAsync([.. files, "--model", Checkpoint("stt-moshi"), "--word-timestamps"]);
        string[] alone = new string[3];
        for (int clip = 0; clip < 3; clip++)
            alone[clip] = WithoutTimings((await TranscribeAsync([files[clip], "--model", Checkpoint("stt-moshi"), "--word-timestamps"]))[0]);
        Assert.That(together.Select(WithoutTimings), Is.EqualTo(Enumerable.Range(0, 12).Select(file => alone[file % 3])));
    }

    [TestCase("stt-trfs", 0)]
    [TestCase("stt-moshi", 4)]
    public async Task Stream_StandardInput_EqualsTheFile(string layout, int pauses)
    {
        JsonNode recording = (await RecordingsAsync(layout))[1];
        JsonNode[] updates = Lines(await RunAsync(["transcribe", "-", "--stream", "--model", Checkpoint(layout), "--format", "jsonl"], await File.ReadAllBytesAsync(Wav("audio1"))));
        JsonNode transcript = updates[^1]["transcript"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Tokens(transcript), Is.EqualTo(Reference(layout, "audio1")));
            Assert.That(Words(transcript), Is.EqualTo(Words(recording)));
            Assert.That(string.Concat(updates.Select(update => (string)update["committed"]!)).Trim(), Is.EqualTo((string)recording["text"]!));
            Assert.That(updates.Select(update => (string)update["provisional"]!), Has.Some.Not.Empty, "text that may change is shown");
            Assert.That(updates.Select(update => update["pauses"]?.AsArray().Count ?? 0).Distinct(), Is.EqualTo(new[] { pauses }));
        }

        if (pauses > 0)
        {
            JsonNode[] last = [.. updates[^1]["pauses"]!.AsArray()!];
            Assert.That(last.Select(pause => (double)pause["horizon"]!), Is.EqualTo(new[] { 0.5, 1, 2, 3 }));
            Assert.That(last.Select(pause => (double)pause["probability"]!), Is.All.InRange(0, 1));
        }
    }

    [Test]
    public async Task Stream_InterruptedWithStateAndGoneOnWith_EqualsUncut()
    {
        ChildProcess.RequireSignal("INT");
        const int Cut = 13 * FrameSamples;
        float[] samples = _original!.Floats("audio1");
        string[] arguments = ["transcribe", "-", "--stream", "--model", Checkpoint("stt-moshi"), "--format", "jsonl", "--update-interval", "0.1", "--state", Work["a.state"]];

        ProcessStartInfo start = Start(arguments);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        // A header that says nothing of the length: the pipe's end is the audio's, but for the signal.
        await process.StandardInput.BaseStream.WriteAsync(WavFile.OfFloats(samples.AsSpan(0, Cut), SampleRate, data: uint.MaxValue));
        await process.StandardInput.FlushAsync();
        List<JsonNode> before = [];
        while (before.Count == 0 || (double)before[^1]["heard"]! < (double)Cut / SampleRate)
            before.Add(JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!);
        await ChildProcess.SignalAsync(process, "INT");
        await ChildProcess.EndAsync(process);
        Assert.That((process.ExitCode, await process.StandardOutput.ReadToEndAsync()), Is.EqualTo((130, "")), "text that is not certain waits for the rest");
        Assert.That(await error, Does.Contain("a.state: the stream's state is kept there").And.Not.Contain("error"));

        (int exitCode, string output, string notes) = await RunAsync(arguments, WavFile.OfFloats(samples.AsSpan(Cut), SampleRate, data: uint.MaxValue));
        JsonNode[] after = Lines((exitCode, output, ""));
        Assert.That(notes, Does.Contain("a.state: the stream goes on, 1.04 s of its audio have been heard"));
        Assert.That((double)after[0]["heard"]!, Is.EqualTo((double)Cut / SampleRate).Within(1e-3));
        JsonNode transcript = after[^1]["transcript"]!;
        Assert.That(Tokens(transcript), Is.EqualTo(Reference("stt-moshi", "audio1")));
        Assert.That(string.Concat(before.Concat(after).Select(update => (string)update["committed"]!)).Trim(), Is.EqualTo((string)transcript["text"]!));
        JsonNode uncut = (await RecordingsAsync("stt-moshi"))[1];
        Assert.That(transcript["segments"]!.ToJsonString(), Is.EqualTo(uncut["segments"]!.ToJsonString()), "words and times too");
        Assert.That(Work["a.state"], Does.Not.Exist, "the stream has ended");
    }

    [Test]
    public async Task Signal_WhileManyFilesAreInWork_EndsWith130AndKeepsWhatIsDone()
    {
        ChildProcess.RequireSignal("INT");
        // So often that it cannot be over before the signal arrives.
        ProcessStartInfo start = Start(["transcribe", .. Enumerable.Repeat(Wav("audio2"), 500), "--model", Checkpoint("stt-moshi"), "--format", "jsonl", "--quiet"]);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        List<string?> lines = [await process.StandardOutput.ReadLineAsync()];
        await ChildProcess.SignalAsync(process, "INT");
        lines.AddRange((await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await ChildProcess.EndAsync(process);
        Assert.That((process.ExitCode, await error), Is.EqualTo((130, "")));
        Assert.That(lines, Has.Count.LessThan(500));
        Assert.That(lines.Select(line => Tokens(JsonNode.Parse(line!)!)), Has.All.EqualTo(Reference("stt-moshi", "audio2")), "whole results alone");
    }

    [TestCase("stt-moshi", "fp32")]
    [TestCase("stt-trfs", "fp16")]
    [TestCase("stt-moshi", "int8")]
    [TestCase("stt-trfs", "int4")]
    public async Task Convert_EveryPrecision_RunsAndFp32SaysTheSame(string layout, string precision)
    {
        string folder = Work[$"{layout}-{precision}"];
        Assert.That(await RunAsync(["convert", Checkpoint(layout), folder, "--precision", precision]), Is.EqualTo((0, "", "")));
        JsonNode result = (await TranscribeAsync([Wav("audio0"), "--model", folder, "--precision", precision]))[0];
        Assert.That((string)result["text"]!, Is.Not.Empty);
        if (precision == "fp32")
            Assert.That(Tokens(result), Is.EqualTo(Reference(layout, "audio0")));
    }

    [Test]
    public async Task Transcribe_OptionsOfOtherModels_AreNamedAll()
    {
        (int exitCode, _, string error) = await RunAsync(["transcribe", Wav("audio0"), "--model", Checkpoint("stt-moshi"), "--language", "en", "--beam-size", "5", "--quiet"]);
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error, Does.Match("^error: [^\n]*--beam-size[^\n]*--language is 'en'[^\n]*\n$"));
    }

    private static string Checkpoint(string layout) => Shared.Path($"fixtures/kyutai/{layout}");

    private string Wav(string clip) => Work[$"{clip}.wav"];

    /// <summary>Text tokens of the reference's steps: all but the prompt of transformers' output and but moshi's last step, for which there is no audio.</summary>
    private int[] Reference(string layout, string clip)
    {
        long[] tokens = layout == "stt-moshi" ? _original!.Longs($"run.{clip}.tokens")[..^1]
            : clip == "audio2" ? Row(_transformers!.Longs("gen.whole.batch.sequences"), _transformers.Shape("gen.whole.batch.sequences")[1], 2)
            : _transformers!.Longs($"gen.whole.{clip}.sequences")[1..];
        return [.. tokens.Where(token => token > LastSpecial).Select(token => (int)token)];

        static long[] Row(long[] rows, int length, int row) => rows[((row * length) + 1)..((row + 1) * length)];
    }

    private static int[] Tokens(JsonNode result) => [.. result["segments"]!.AsArray().SelectMany(segment => segment!["tokens"].Ints())];

    private static string Words(JsonNode result) =>
        string.Concat(result["segments"]!.AsArray().SelectMany(segment => segment!["words"]!.AsArray()).Select(word => (string)word!["text"]!)).Trim();

    private static string WithoutTimings(JsonNode result)
    {
        result.AsObject().Remove("diagnostics");
        return result.ToJsonString();
    }

    /// <summary>All clips, transcribed by one process.</summary>
    private async Task<JsonNode[]> RecordingsAsync(string layout)
    {
        if (!_recordings.TryGetValue(layout, out JsonNode[]? results))
            _recordings[layout] = results = await TranscribeAsync([.. Clips.Select(Wav), "--model", Checkpoint(layout), "--word-timestamps"]);
        return results;
    }

    private async Task<JsonNode[]> TranscribeAsync(string[] arguments) => Lines(await RunAsync(["transcribe", .. arguments, "--format", "jsonl", "--quiet"]));

    private Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments, byte[]? input = null) => ChildProcess.RunAsync(Start(arguments), input);

    private static JsonNode[] Lines((int ExitCode, string Output, string Error) run)
    {
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Does.Not.Contain("error"));
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    // Converted once for all tests.
    private ProcessStartInfo Start(string[] arguments)
    {
        ProcessStartInfo start = CliProcess.Start(arguments);
        start.Environment["SPEECH_CACHE"] = Work["cache"];
        return start;
    }
}
