using System.Diagnostics;
using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

/// <summary><c>speech evaluate</c> as a process, with the embedded model and the repository's clips.</summary>
public sealed class EvaluateProcessTests
{
    private const string Printing = "Printing, in the only sense with which we are at present concerned, differs from most if not from all the arts and crafts represented in the Exhibition";

    [Test]
    public async Task Evaluate_KilledInTheMiddle_GoesOnWithoutHearingAnythingTwice()
    {
        ChildProcess.RequireSignal("INT");
        using TemporaryFolder folder = new();
        // Many short clips, so that the process is killed between two of them.
        File.WriteAllLines(folder["list.jsonl"], Enumerable.Range(0, 12).Select(clip => new JsonObject
        {
            ["id"] = $"{clip}", ["audio"] = Repository.Path("samples/printing.flac"), ["text"] = Printing, ["lang"] = "en",
        }.ToJsonString()));
        string[] arguments = ["evaluate", folder["list.jsonl"], "--output", folder["out"], "--batch-size", "1", "--format", "csv"];
        string log = folder["out/results/whisper-base.jsonl"];
        int heard = 0;
        ProcessStartInfo start = CliProcess.Start(arguments);
        start.RedirectStandardError = true;
        using (Process process = Process.Start(start)!)
        {
            Stopwatch patience = Stopwatch.StartNew();
            while (heard < 4 && patience.Elapsed < TimeSpan.FromMinutes(2))
            {
                await Task.Delay(5);
                heard = File.Exists(log) ? LinesOf(log).Length : 0;
            }

            process.Kill();
            await process.WaitForExitAsync();
        }

        string[] before = LinesOf(log);
        Assert.That(before, Has.Length.InRange(4, 12), "the header and some clips");
        (int exitCode, string output, string error) = await CliProcess.RunAsync(arguments);
        Assert.That(exitCode, Is.Zero, error);
        string[] after = LinesOf(log);
        Assert.That(after, Has.Length.EqualTo(13));
        Assert.That(after[..before.Length], Is.EqualTo(before), "what was there stays as it was");
        Assert.That(after.Skip(1).Select(line => (int)JsonNode.Parse(line)!["index"]!), Is.Unique);
        Assert.That(error, Does.Contain($"{before.Length - 1} of 12 clips have a result"));
        Assert.That(output.TrimEnd().Split('\n'), Has.Length.EqualTo(13));
    }

    [Test]
    public async Task Evaluate_Interrupted_KeepsWhatIsDoneAndEndsWith130()
    {
        ChildProcess.RequireSignal("INT");
        using TemporaryFolder folder = new();
        File.WriteAllLines(folder["list.jsonl"], Enumerable.Range(0, 40).Select(clip => new JsonObject { ["id"] = $"{clip}", ["audio"] = Repository.Path("samples/printing.flac"), ["text"] = Printing }.ToJsonString()));
        string log = folder["out/results/whisper-base.jsonl"];
        ProcessStartInfo start = CliProcess.Start("evaluate", folder["list.jsonl"], "--output", folder["out"], "--batch-size", "1");
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        while (!process.HasExited && (!File.Exists(log) || LinesOf(log).Length < 3))
            await Task.Delay(20);
        await ChildProcess.SignalAsync(process, "INT");
        await ChildProcess.EndAsync(process);
        Assert.That(process.ExitCode, Is.EqualTo(130));
        Assert.That(LinesOf(log), Has.Length.InRange(3, 40));
        Assert.That(File.ReadAllText(log), Does.EndWith("\n"));
    }

    [Test]
    public async Task Evaluate_RealSpeech_IsNearlyAllRightAndTellsItsModel()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["manifest.tsv"], $"audio\ttext\tlang\n{Repository.Path("samples/printing.flac")}\t{Printing}\ten\n");
        (int exitCode, string output, string error) = await CliProcess.RunAsync("evaluate", folder["manifest.tsv"], "--format", "json");
        Assert.That(exitCode, Is.Zero, error);
        JsonNode run = JsonNode.Parse(output)!["runs"]![0]!;
        Assert.That((int)run["total"]!["words"]!["substitutions"]! + (int)run["total"]!["words"]!["deletions"]!, Is.LessThanOrEqualTo(2), output);
        Assert.That((string)run["modelHash"]!, Has.Length.EqualTo(64));
        Assert.That(error, Is.Empty);
    }

    // Another process may be writing it.
    private static string[] LinesOf(string path)
    {
        using StreamReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n')[..^1];
    }
}
