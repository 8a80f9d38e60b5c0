using System.Diagnostics;
using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

/// <summary>The real executable with the model that is in the repository: what the README promises.</summary>
public sealed class EmbeddedModelTests
{
    private static readonly string Printing = Repository.Path("samples/printing.flac");
    private static readonly string Funeral = Repository.Path("samples/funeral.flac");

    [Test]
    public async Task Transcribe_Sample_PrintsWhatIsSaid()
    {
        (int exitCode, string output, string error) = await CliProcess.RunAsync("transcribe", Printing);
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        Assert.That(output.ReplaceLineEndings(" "), Does.StartWith(
            "Printing, in the only sense with which we are at present concerned, differs from most if not from all the arts and crafts represented in the exhibition."));
    }

    [Test]
    public async Task Transcribe_SeveralFilesWithABrokenOne_GivesTheOthersInOrder()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["broken.wav"], "this is text");
        (int exitCode, string output, string error) = await CliProcess.RunAsync("transcribe", Funeral, folder["broken.wav"], Printing, "--format", "jsonl");

        JsonNode[] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.EqualTo(2));
            Assert.That(error, Does.Match("^error: [^\n]*broken.wav: [^\n]+\n$"));
            Assert.That(lines.Select(line => (string)line["file"]!), Is.EqualTo(new[] { Funeral, Printing }));
            Assert.That(lines.Select(line => (string)line["language"]!), Is.EqualTo(new[] { "es", "en" }));
            Assert.That((string)lines[0]["text"]!, Does.StartWith("Fue tanta la cantidad de gente"));
        }
    }

    [Test]
    public async Task Transcribe_CommandLineOfAHundredKilobytes_IsRead()
    {
        using TemporaryFolder folder = new("nothing.wav");
        string file = folder[$"{string.Concat(Enumerable.Repeat("./", 1900))}nothing.wav"];
        // Nothing at all is refused at once; of anything else ffmpeg would be asked, file by file.
        File.WriteAllBytes(file, []);
        (int exitCode, string output, string error) = await CliProcess.RunAsync(["transcribe", .. Enumerable.Repeat(file, 26)]);
        Assert.That((exitCode, output), Is.EqualTo((2, "")), "the model is loaded, and every file is broken");
        Assert.That(error.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(26).And.All.StartsWith("error: "));
    }

    [Test]
    public async Task Transcribe_StandardInputAsSubtitles_EqualsTheFile()
    {
        (_, string fromFile, _) = await CliProcess.RunAsync("transcribe", Printing, "--format", "srt", "--language", "english");
        (int exitCode, string fromPipe, string error) = await ChildProcess.RunAsync(
            CliProcess.Start("transcribe", "-", "--format", "srt", "--language", "en"), await File.ReadAllBytesAsync(Printing));
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        Assert.That(fromPipe, Does.StartWith("1\n00:00:00,").And.EqualTo(fromFile));
    }

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task Signal_WhileTranscribing_EndsWith130AndKeepsWhatIsDone(string signal)
    {
        ChildProcess.RequireSignal(signal);
        // So often that it cannot be over before the signal arrives.
        ProcessStartInfo start = CliProcess.Start(["transcribe", .. Enumerable.Repeat(Printing, 200), "--format", "jsonl"]);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string? first = await process.StandardOutput.ReadLineAsync();
        Task<string> rest = process.StandardOutput.ReadToEndAsync();
        await ChildProcess.SignalAsync(process, signal);
        await ChildProcess.EndAsync(process);
        Assert.That((process.ExitCode, await error), Is.EqualTo((130, "")));
        Assert.That((string)JsonNode.Parse(first!)!["text"]!, Does.StartWith("Printing"));
        Assert.That((await rest).Split('\n'), Has.Length.LessThan(100));
    }

    [Test]
    public async Task Model_CheckpointFolder_IsConvertedOnceAndThenFound()
    {
        string checkpoint = Shared.Path("models/whisper-base");
        using TemporaryFolder cache = new();
        ProcessStartInfo Start()
        {
            ProcessStartInfo start = CliProcess.Start("transcribe", Printing, "--model", checkpoint, "--precision", "int8");
            start.Environment["SPEECH_CACHE"] = cache.Root;
            return start;
        }

        (int firstExit, string first, string firstNote) = await ChildProcess.RunAsync(Start());
        (int secondExit, string second, string secondNote) = await ChildProcess.RunAsync(Start());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((firstExit, secondExit), Is.EqualTo((0, 0)));
            Assert.That(first, Does.StartWith("Printing").And.EqualTo(second));
            Assert.That(firstNote, Does.Contain("converting"));
            Assert.That(secondNote, Is.Empty);
        }
    }

    [Test]
    public async Task Precision_OtherThanTheModels_IsRefused()
    {
        (int exitCode, _, string error) = await CliProcess.RunAsync("transcribe", Printing, "--precision", "fp16");
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error, Does.Match("^error: [^\n]*fp16[^\n]*\n$"));
    }

    [Test]
    public async Task Transcribe_LeavesNothingInTheHomeFolder()
    {
        using TemporaryFolder home = new();
        ProcessStartInfo start = CliProcess.Start("transcribe", Printing);
        start.Environment["HOME"] = home.Root;
        start.Environment.Remove("ORT_DISABLE_TELEMETRY");
        foreach (string variable in start.Environment.Keys.Where(key => key.StartsWith("XDG_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(variable);
        (int exitCode, string output, _) = await ChildProcess.RunAsync(start);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.Zero);
            Assert.That(output, Does.StartWith("Printing"));
            Assert.That(Directory.EnumerateFileSystemEntries(home.Root, "*", SearchOption.AllDirectories), Is.Empty);
        }
    }
}
