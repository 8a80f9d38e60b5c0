using System.Text.Json.Nodes;
using Speech.Sdk.Benchmarks;
using Speech.Sdk.Tests.Cli;

namespace Speech.Sdk.Tests.Benchmarks;

/// <summary><c>compare</c> with scripts in the place of engines.</summary>
public sealed class CompareTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Needs a POSIX shell.");
        _folder = new TemporaryFolder("set/one.wav", "set/two.wav");
        File.WriteAllText(_folder["set/manifest.jsonl"], """
            {"audio": "one.wav", "text": "One and two.", "lang": "en", "duration": 30}
            {"audio": "two.wav", "text": "three four", "lang": "en", "duration": 90}

            """);
        // Every call is written down with its arguments.
        Script("table", "echo \"table $#\" >> \"$0.calls\"; for file in \"$@\"; do printf '%s\\tone and two\\n' \"$file\"; done");
        Script("plain", "echo plain >> \"$0.calls\"; case \"$1\" in *one.wav) echo '  One, and'; echo 'two!' ;; *) echo 'Three four.' ;; esac");
        Script("json", "for file in \"$@\"; do printf '{\"file\": \"%s\", \"text\": \"three four\"}\\n' \"$file\"; done");
        Script("failing", "echo no model >&2; exit 7");
        Script("short", "printf '%s\\tone\\n' \"$1\"");
        Script("unsteady", "date +%s%N");
    }

    [TearDown]
    public void Remove() => _folder?.Dispose();

    [Test]
    public async Task Compare_EnginesOfEveryKind_AreTimedAndScored()
    {
        (int exitCode, string output, string error) = await RunAsync(
            "--normalizer", "basic", "--rounds", "2", "--warm-ups", "1", "--engine", $"table={Path("table")} {{files}}", "--engine", $"plain={Path("plain")} {{file}}",
            "--engine", $"json:jsonl={Path("json")} {{files}}", "--markdown", _folder["table.md"], "--json", _folder["all.json"]);
        Assert.That(exitCode, Is.Zero, error);

        JsonArray engines = JsonNode.Parse(File.ReadAllText(_folder["all.json"]))!["engines"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That(Names(error, "round 2"), Is.EqualTo(["table", "plain", "json"]), "in every round one after the other");
            Assert.That(Names(error, "warm-up"), Has.Length.EqualTo(3));
            Assert.That(engines.Select(engine => (string)engine!["name"]!), Is.EqualTo(["table", "plain", "json"]));
            Assert.That(engines.Select(engine => Workload(engine, "wordErrors")), Is.EqualTo([3, 0, 3]), "'one and two' for 'three four' is one substitution more than the reference has words");
            Assert.That(engines.Select(engine => Workload(engine, "words")), Is.All.EqualTo(5));
            Assert.That(Workload(engines[0], "ratio"), Is.EqualTo(1), "the first against itself");
            Assert.That((double)engines[0]!["workloads"]![0]!["audioSeconds"]!, Is.EqualTo(120));
            Assert.That(engines[0]!["workloads"]![0]!["rounds"]!.AsArray(), Has.Count.EqualTo(3));
            Assert.That(File.ReadAllLines(Path("table.calls")), Is.EqualTo(["table 2", "table 2", "table 2"]), "one process for all files");
            Assert.That(File.ReadAllLines(Path("plain.calls")), Has.Length.EqualTo(6), "a process a file");
            Assert.That(output, Does.Contain("set (en), 2 clips, 2.0 min"));
            Assert.That(File.ReadAllLines(_folder["table.md"]), Has.Some.StartsWith("| plain |").And.Some.EndsWith("| 0.00 |"));
        });
    }

    [Test]
    public async Task Compare_EachAlone_GivesEveryClipAProcess()
    {
        (int exitCode, _, string error) = await RunAsync("--mode", "each", "--rounds", "1", "--warm-ups", "0", "--engine", $"table={Path("table")} {{files}}");
        Assert.That(exitCode, Is.Zero, error);
        Assert.That(File.ReadAllLines(Path("table.calls")), Is.EqualTo(["table 1", "table 1"]));
    }

    [Test]
    public async Task Compare_TextsThatChange_AreTold()
    {
        (_, string output, _) = await RunAsync("--rounds", "2", "--engine", $"unsteady={Path("unsteady")} {{file}}");
        Assert.That(output, Does.Contain("in later rounds 2 clips got another text"));
    }

    [Test]
    public async Task Compare_OnLinux_TellsProcessorTimeAndMemory()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Needs /proc.");
        Script("worker", "head -c 3000000 /dev/zero | od > /dev/null; sleep 0.2; head -c 20000000 /dev/zero | tail -c 20000000 | (sleep 0.3; wc -c)");
        (int exitCode, _, string error) = await RunAsync("--rounds", "1", "--warm-ups", "0", "--limit", "1", "--engine", $"worker={Path("worker")} {{file}}", "--json", _folder["all.json"]);
        Assert.That(exitCode, Is.Zero, error);
        JsonNode round = JsonNode.Parse(File.ReadAllText(_folder["all.json"]))!["engines"]![0]!["workloads"]![0]!["rounds"]![0]!;
        Assert.Multiple(() =>
        {
            Assert.That((double)round["processorSeconds"]!, Is.GreaterThan(0), "that of its children");
            Assert.That((long)round["peakBytes"]!, Is.GreaterThan(20_000_000), "what tail holds");
        });
    }

    [TestCase("failing=SCRIPT {file}", "ended with exit code 7", "no model")]
    [TestCase("short=SCRIPT {files}", "wrote no text of", "two.wav")]
    [TestCase("plain:jsonl=SCRIPT {files}", "cannot be read", "plain")]
    [TestCase("missing=SCRIPT {file}", "cannot be run", "missing")]
    public async Task Compare_EngineThatFails_IsAnErrorThatNamesIt(string engine, string expected, string also)
    {
        string name = engine[..engine.IndexOfAny(['=', ':'])];
        (int exitCode, _, string error) = await RunAsync("--engine", engine.Replace("SCRIPT", Path(name), StringComparison.Ordinal));
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error, Does.Contain(expected).And.Contain(also));
    }

    [TestCase("--rounds 0", "--rounds is 0")]
    [TestCase("--threads 0", "--threads is 0")]
    [TestCase("--normalizer none-such", "none-such")]
    [TestCase("--engine plain=echo,{file}", "Two engines are called 'plain'")]
    public async Task Compare_WrongOption_IsAnError(string options, string expected)
    {
        string[] words = Array.ConvertAll(options.Split(' '), word => word.Replace(',', ' '));
        (int exitCode, _, string error) = await RunAsync(["--engine", $"plain={Path("plain")} {{file}}", .. words]);
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error, Does.Contain(expected));
    }

    [Test]
    public async Task Compare_RecordingThatIsMissing_IsAnErrorBeforeAnythingRuns()
    {
        File.Delete(_folder["set/two.wav"]);
        (int exitCode, _, string error) = await RunAsync("--engine", $"plain={Path("plain")} {{file}}");
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error, Does.Contain("two.wav"));
        Assert.That(File.Exists(Path("plain.calls")), Is.False);
    }

    private static double Workload(JsonNode? engine, string field) => (double)engine!["workloads"]![0]![field]!;

    private static string[] Names(string notes, string round) =>
        [.. notes.Split('\n').Where(line => line.StartsWith(round, StringComparison.Ordinal)).Select(line => line.Split(", ")[2].Split(':')[0])];

    private string Path(string script) => _folder[$"bin/{script}"];

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] options)
    {
        StringWriter output = new(), error = new();
        int exitCode = await BenchmarkCommands.RunAsync(["compare", "--manifest", _folder["set/manifest.jsonl"], .. options], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    private void Script(string name, string text)
    {
        Directory.CreateDirectory(_folder["bin"]);
        File.WriteAllText(Path(name), $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path(name), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }
}
