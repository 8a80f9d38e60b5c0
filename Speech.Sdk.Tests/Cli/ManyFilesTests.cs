using System.Diagnostics;
using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Tests.Cli;

/// <summary>The real executable with many files, which the embedded model decodes together.</summary>
public sealed class ManyFilesTests
{
    private const int SampleRate = 16_000;
    private const int Clips = 10;

    private TemporaryFolder? _work;

    private TemporaryFolder Work => _work!;

    private string[] Files => [.. Enumerable.Range(0, Clips).Select(Clip)];

    /// <summary>Parts of the samples, of unequal length and in two languages, and one in which nobody speaks.</summary>
    [OneTimeSetUp]
    public void WriteClips()
    {
        _work = new TemporaryFolder();
        float[][] samples = [.. new[] { "printing", "funeral" }.Select(name => AudioSource.FromFile(Repository.Path($"samples/{name}.flac")).ReadAll(SampleRate))];
        for (int clip = 0; clip < Clips; clip++)
        {
            float[] source = samples[clip % 2];
            int start = clip * SampleRate / 3;
            float[] part = clip == 5 ? new float[SampleRate] : source[start..Math.Min(source.Length, start + ((clip % 4) + 1) * SampleRate * 3 / 2)];
            File.WriteAllBytes(Clip(clip), WavFile.Of(WavFile.Bytes(part)));
        }
    }

    [OneTimeTearDown]
    public void RemoveClips() => _work?.Dispose();

    [Test]
    public async Task Transcribe_ManyFilesOneOfThemBrokenAndStandardInput_EachAsAloneInTheOrderGiven()
    {
        CliProcess.RequireOwnBuild("its sums of floats may differ in the last digits from this process's");
        File.WriteAllText(Work["broken.wav"], "this is text");
        string[] given = [.. Files[..4], Work["broken.wav"], "-", .. Files[4..]];
        (int exitCode, string output, string error) = await ChildProcess.RunAsync(
            CliProcess.Start(["transcribe", .. given, "--format", "jsonl", "--word-timestamps"]), await File.ReadAllBytesAsync(Files[3]));
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error, Does.Match("^error: [^\n]*broken.wav: [^\n]+\n$"));
        JsonObject[] together = Lines(output);
        Assert.That(together.Select(line => (string)line["file"]!), Is.EqualTo(given.Where(file => file != Work["broken.wav"])));
        Dictionary<string, string> alone = await AloneAsync();
        foreach (JsonObject line in together)
        {
            string file = (string)line["file"]!;
            Assert.That(WithoutRun(line), Is.EqualTo(alone[file == "-" ? Files[3] : file]), file);
        }
    }

    [Test]
    public async Task Signal_ResultsInAFolder_KeepsWhatIsDoneAndNothingElse()
    {
        ChildProcess.RequireSignal("INT");
        using TemporaryFolder folder = new();
        // So many that it cannot be over before the signal arrives.
        string[] names = [.. Enumerable.Range(0, 200).Select(file => $"{file}")];
        foreach (string name in names)
            File.Copy(Files[3], folder[$"{name}.wav"]);
        using Process process = Process.Start(CliProcess.Start(["transcribe", .. names.Select(name => folder[$"{name}.wav"]), "--output", folder["out"]]))!;
        while (!process.HasExited && (!Directory.Exists(folder["out"]) || !Directory.EnumerateFiles(folder["out"], "*.txt").Any()))
            await Task.Delay(5);
        await ChildProcess.SignalAsync(process, "INT");
        await ChildProcess.EndAsync(process);
        Assert.That(process.ExitCode, Is.EqualTo(130));
        string[] done = [.. folder.Files("out")];
        Assert.That(done, Has.Length.InRange(1, 150).And.All.EndsWith(".txt"));
        Assert.That(done.Select(file => File.ReadAllText(folder[$"out/{file}"])).Distinct().Single(), Is.Not.Empty, "each is whole");
    }

    /// <summary>What is written of each file alone: of one by the executable, and of that and the others by the library, whose model is loaded once.</summary>
    private async Task<Dictionary<string, string>> AloneAsync()
    {
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync("whisper-base");
        Dictionary<string, string> alone = [];
        foreach (string file in Files)
        {
            StringWriter written = new();
            TranscriptWriters.JsonLines.Write(written, await recognizer.TranscribeAsync(AudioSource.FromFile(file), new TranscriptionOptions { WordTimestamps = true }), file);
            alone[file] = WithoutRun(Lines(written.ToString()).Single());
        }

        (_, string byItself, _) = await CliProcess.RunAsync("transcribe", Files[3], "--format", "jsonl", "--word-timestamps");
        Assert.That(WithoutRun(Lines(byItself).Single()), Is.EqualTo(alone[Files[3]]));
        return alone;
    }

    private static JsonObject[] Lines(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    private static string WithoutRun(JsonObject line)
    {
        line.Remove("file");
        line.Remove("diagnostics");
        return line.ToJsonString();
    }

    private string Clip(int clip) => Work[$"{clip}.wav"];
}
