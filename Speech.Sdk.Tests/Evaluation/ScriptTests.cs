using System.Diagnostics;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Evaluation;

/// <summary>The scripts in <c>eval</c>, with stand-ins for <c>speech</c> and <c>sbatch</c> that write down what they are called with.</summary>
public sealed class ScriptTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create()
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/bin/bash"))
            Assert.Ignore("Needs bash.");
        _folder = new TemporaryFolder("data/some.wav");
        // Arguments one a line; sbatch also keeps what it is given to run, and numbers its jobs.
        Program("speech", "printf '<%s>' \"$@\" >> \"$CALLS\"; echo >> \"$CALLS\"");
        Program("sbatch", "{ printf '<%s>' \"$@\"; echo; } >> \"$CALLS\"; case \"$*\" in *speech-merge*) cat >> \"$CALLS\" ;; esac; wc -l < \"$CALLS\" | tr -d ' '");
    }

    [TearDown]
    public void Remove() => _folder?.Dispose();

    [TestCase("sets.sh", "DATA --limit 3", "<evaluate><DATA><--limit><3><--output><results/sets>")]
    [TestCase("sets.sh", "DATA -o mine", "<evaluate><DATA><-o><mine>")]
    [TestCase("librispeech.sh", "DATA --output=x", "<evaluate><DATA><--kind><librispeech><--normalizer><english><--output=x>")]
    [TestCase("common-voice.sh", "DATA --split dev", "<evaluate><DATA><--kind><common-voice><--group-by><gender,age,accents><--split><dev><--output><results/common-voice>")]
    [TestCase("fleurs.sh", "DATA de_de fr_fr --limit 3", "<evaluate><DATA/data/de_de><DATA/data/fr_fr><--kind><fleurs><--limit><3><--output><results/fleurs>")]
    [TestCase("fleurs.sh", "DATA", "<evaluate><DATA><--kind><fleurs><--output><results/fleurs>")]
    public async Task Script_Arguments_BecomeTheCommand(string script, string arguments, string expected)
    {
        (int exitCode, _, string error) = await RunAsync(script, InFolder(arguments).Split(' '));
        Assert.That(exitCode, Is.Zero, error);
        Assert.That(Calls, Is.EqualTo(InFolder(expected)));
    }

    [Test]
    public async Task Script_WithoutAFolder_TellsItsUsage([Values("sets.sh", "librispeech.sh", "common-voice.sh", "fleurs.sh", "accuracy.sh", "slurm.sh")] string script)
    {
        foreach (string[] arguments in new string[][] { [], ["no-such-folder"] })
        {
            (int exitCode, _, string error) = await RunAsync(script, arguments);
            Assert.That(exitCode, Is.EqualTo(2), error);
            Assert.That(error, Does.Contain($"eval/{script} "));
        }
    }

    [Test]
    public async Task Slurm_Options_GoToTheShardsOrToTheMerge()
    {
        (int exitCode, string output, string error) = await RunAsync("slurm.sh", "4", _folder["data"], "--model", "a=b c", "--normalizer", "my rules", "--count-failures", "--seed", "7", "--output", _folder["out"]);
        Assert.That(exitCode, Is.Zero, error);
        string[] calls = Calls.Split('\n');
        Assert.That(calls[0], Does.Contain("<--array=1-4>").And.Contain("SHARDS=4").And.EndWith($"evaluate.sbatch><{_folder["data"]}><--model><a=b c><--seed><7><--output><{_folder["out"]}>"));
        Assert.That(calls[1], Does.Contain("<--dependency=afterany:1>"));
        Assert.That(calls[^1], Is.EqualTo($"speech evaluate merge \"{_folder["out"]}\" --output \"{_folder["out"]}\" --normalizer my\\ rules --count-failures --seed 7"));
        Assert.That(output, Does.Contain("as job 1"));
    }

    [Test]
    public async Task Slurm_Task_RunsItsShard()
    {
        (int exitCode, _, string error) = await RunAsync("evaluate.sbatch", ["some data", "--output", "x"], new()
        {
            ["SHARDS"] = "16", ["SLURM_ARRAY_TASK_ID"] = "3", ["SLURM_CPUS_PER_TASK"] = "2", ["SLURM_SUBMIT_DIR"] = Repository.Path("."),
        });
        Assert.That(exitCode, Is.Zero, error);
        Assert.That(Calls, Is.EqualTo("<evaluate><some data><--output><x><--shard><3/16><--threads><2>"));
    }

    private string InFolder(string text) => text.Replace("DATA", _folder["data"], StringComparison.Ordinal);

    private string Calls => File.ReadAllText(_folder["calls"]).TrimEnd();

    private Task<(int ExitCode, string Output, string Error)> RunAsync(string script, params string[] arguments) => RunAsync(script, arguments, []);

    private Task<(int ExitCode, string Output, string Error)> RunAsync(string script, string[] arguments, Dictionary<string, string> variables)
    {
        ProcessStartInfo start = new("/bin/bash", [Repository.Path($"eval/{script}"), .. arguments]) { WorkingDirectory = _folder.Root };
        start.Environment["PATH"] = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["CALLS"] = _folder["calls"];
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        return ChildProcess.RunAsync(start);
    }

    private void Program(string name, string script)
    {
        Directory.CreateDirectory(_folder["bin"]);
        string path = _folder[$"bin/{name}"];
        File.WriteAllText(path, $"#!/bin/bash\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }
}
