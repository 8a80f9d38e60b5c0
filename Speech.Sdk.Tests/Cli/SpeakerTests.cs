using System.Globalization;
using System.Text.Json.Nodes;
using Speech.Sdk.Tests.SpeechHeads;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

/// <summary><c>speech embed</c> and <c>speech verify</c>.</summary>
public sealed class SpeakerTests
{
    [TestCase("jsonl")]
    [TestCase("json")]
    public async Task Embed_Json_HoldsTheVector(string format)
    {
        using TemporaryFolder folder = new("anna.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("embed", folder["anna.wav"], "--model", "m", "--format", format, "--window", "5"), Is.Zero);
        JsonNode json = JsonNode.Parse(run.Output)!;
        Assert.That(((string)json["file"]!, (double)json["duration"]!, json["embedding"]!.ToJsonString(), (string)json["diagnostics"]!["model"]!),
            Is.EqualTo((folder["anna.wav"], 1.5, "[0.5,0]", "fake")));
        Assert.That((run.Embedder.Options!.Window, run.Embedder.Disposed), Is.EqualTo((TimeSpan.FromSeconds(5), true)));
    }

    [Test]
    public async Task Embed_Csv_ARowAFile()
    {
        using TemporaryFolder folder = new("anna.wav", "bob.wav", "broken.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("embed", folder["anna.wav"], folder["broken.wav"], folder["bob.wav"], "--model", "m", "--format", "csv"), Is.EqualTo(2));
        Assert.That(run.Output, Is.EqualTo($"file,duration,e0,e1\n{folder["anna.wav"]},1.500,0.5,0\n{folder["bob.wav"]},1.500,0.6,0.8\n"));
        Assert.That(run.ErrorLines, Is.EqualTo(new[] { $"error: {folder["broken.wav"]}: is no audio." }));
    }

    [TestCase(null, "different speaker  0.600 < 0.750")]
    [TestCase("0.6", "same speaker       0.600 >= 0.600")]
    public async Task Verify_Text_VerdictAndScore(string? threshold, string expected)
    {
        using TemporaryFolder folder = new("anna.wav", "anna2.wav", "bob.wav");
        CliRun run = new();
        string[] options = threshold is null ? [] : ["--threshold", threshold];
        Assert.That(await run.InvokeAsync(["verify", folder["anna.wav"], folder["anna2.wav"], folder["bob.wav"], "--model", "m", .. options]), Is.Zero);
        string[] lines = run.Output.Split('\n');
        Assert.That(lines[0], Does.StartWith("same speaker       1.000 >= ").And.EndsWith($"  {folder["anna2.wav"]}"));
        Assert.That(lines[1], Is.EqualTo($"{expected}  {folder["bob.wav"]}"));
        Assert.That(run.Embedder.Disposed, Is.True);
    }

    [Test]
    public async Task Verify_CsvAndJson_HoldBothNames()
    {
        using TemporaryFolder folder = new("anna.wav", "bob.wav");
        CliRun csv = new(), json = new();
        Assert.That(await csv.InvokeAsync("verify", folder["anna.wav"], folder["bob.wav"], "--model", "m", "--format", "csv"), Is.Zero);
        Assert.That(csv.Output, Is.EqualTo($"file,reference,score,threshold,same_speaker\n{folder["bob.wav"]},{folder["anna.wav"]},0.600000,0.750000,false\n"));
        Assert.That(await json.InvokeAsync("verify", folder["anna.wav"], folder["bob.wav"], "--model", "m", "--format", "jsonl"), Is.Zero);
        JsonNode found = JsonNode.Parse(json.Output)!;
        Assert.That(((string)found["file"]!, (string)found["reference"]!, (double)found["threshold"]!, (bool)found["sameSpeaker"]!), Is.EqualTo((folder["bob.wav"], folder["anna.wav"], 0.75, false)));
        Assert.That((double)found["score"]!, Is.EqualTo(0.6).Within(1e-6));
    }

    [Test]
    public async Task Verify_BrokenReference_EndsWithTheReason()
    {
        using TemporaryFolder folder = new("broken.wav", "bob.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("verify", folder["broken.wav"], folder["bob.wav"], "--model", "m"), Is.EqualTo(2));
        Assert.That((run.Output, run.Error, run.Embedder.Disposed), Is.EqualTo(("", $"error: {folder["broken.wav"]}: is no audio.\n", true)));
    }

    [TestCase("embed a.wav", "--model")]
    [TestCase("embed a.wav --model m --window 0", "--window is 0 s")]
    [TestCase("embed a.wav --model m --format txt", "--format: 'txt' was given")]
    [TestCase("verify a.wav --model m", "argument missing for command: 'verify'")]
    [TestCase("verify a.wav b.wav --model m --threshold 2", "--threshold is 2")]
    [TestCase("verify a.wav b.wav --model m --threshold x", "--threshold: 'x' was given")]
    [TestCase("verify - - --model m", "'-' was given more than once")]
    [TestCase("verify --loud a.wav --model m", "'--loud' is not an option of 'speech verify'")]
    [TestCase("classify a.wav --model m --threshold 2", "--threshold is 2")]
    [TestCase("classify a.wav --model m --min-pause -1", "--min-pause is -1 s")]
    public async Task WrongUsage_SaysWhatIsRight(string line, string expected)
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync(line.Split(' ')), Is.EqualTo(2));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.ErrorLines[0], Does.StartWith("error: ").And.Contain(expected));
    }

    [TestCase("embed", "Examples:\n  speech embed")]
    [TestCase("verify", "Exit codes: 0 whatever the verdicts")]
    public async Task Help_HasExamples(string command, string expected)
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync(command, "--help"), Is.Zero);
        Assert.That(run.Output, Does.Contain(expected).And.Contain("--model <FOLDER|ORG/NAME> (REQUIRED)"));
    }

    [Test]
    public async Task Process_Checkpoints_AreConvertedAndRun()
    {
        using TemporaryFolder folder = new();
        string clip = Repository.Path("samples/printing.flac"), other = Repository.Path("samples/funeral.flac");
        using TinyHead voices = new(TinyHead.Embedder), frames = new(TinyHead.Frames);
        Task<(int ExitCode, string Output, string Error)> Run(params string[] arguments)
        {
            System.Diagnostics.ProcessStartInfo start = CliProcess.Start([.. arguments, "--quiet"]);
            start.Environment["SPEECH_CACHE"] = folder["cache"];
            return ChildProcess.RunAsync(start);
        }

        (int exitCode, string output, string error) = await Run("verify", clip, clip, other, "--model", voices.Checkpoint, "--threshold", "0.999999");
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        Assert.That(output, Does.Match(@"^same speaker       1\.000 >= 1\.000  .*printing\.flac\ndifferent speaker  0\.\d{3} < 1\.000  .*funeral\.flac\n$"));

        (exitCode, output, error) = await Run("embed", clip, "--model", voices.Folder, "--window", "1", "--format", "csv");
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        double[] values = [.. output.Split('\n')[1].Split(',')[^4..].Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
        Assert.That(Math.Sqrt(values.Sum(value => value * value)), Is.InRange(0.01, 1.000001), "a mean of vectors of length 1");

        (exitCode, output, error) = await Run("classify", clip, "--model", frames.Checkpoint, "--threshold", "0", "--window", "1", "--format", "rttm");
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        Assert.That(output, Does.Match(@"^SPEAKER printing 1 0\.000 \d+\.\d{3} <NA> <NA> LABEL_0 0\.\d{3} <NA>\nSPEAKER printing 1 0\.000 \d+\.\d{3} <NA> <NA> LABEL_1 0\.\d{3} <NA>\n$"));

        (exitCode, output, error) = await Run("classify", clip, "--model", voices.Folder);
        Assert.That((exitCode, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.Match("^error: [^\n]*load it with SpeakerEmbedder.LoadAsync \\(speech embed, speech verify\\)[^\n]*\n$"));
    }

    [TestCase("wav2vec2-seqcls", "classify")]
    [TestCase("w2vbert-framecls", "classify")]
    [TestCase("w2vbert-xvector", "embed")]
    public async Task Process_FixtureCheckpoint_WritesJson(string name, string command)
    {
        string checkpoint = Shared.Path($"fixtures/ctc/{name}");
        using TemporaryFolder folder = new();
        System.Diagnostics.ProcessStartInfo start = CliProcess.Start(command, Repository.Path("samples/printing.flac"), "--model", checkpoint, "--format", "json", "--device", "cpu");
        start.Environment["SPEECH_CACHE"] = folder["cache"];
        (int exitCode, string output, string error) = await ChildProcess.RunAsync(start);
        Assert.That(exitCode, Is.Zero, error);
        JsonNode json = JsonNode.Parse(output)!;
        Assert.That(command == "embed" ? json["embedding"]!.AsArray().Count : json["labels"]!.AsObject().Count, Is.EqualTo(name.Contains("framecls", StringComparison.Ordinal) ? 4 : command == "embed" ? 16 : 5));
        if (name.Contains("framecls", StringComparison.Ordinal))
            Assert.That(((double)json["resolution"]!, json["active"]!.AsArray().Count > 0), Is.EqualTo((0.02, true)));
    }
}
