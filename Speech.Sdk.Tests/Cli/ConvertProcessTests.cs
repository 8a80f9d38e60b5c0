using System.Diagnostics;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

/// <summary>The real executable, converting.</summary>
public sealed class ConvertProcessTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    [Test]
    public async Task Convert_Checkpoint_IsSilent()
    {
        using TemporaryFolder folder = new();
        string checkpoint = new TinyWhisper().Write(folder["in"]);
        Assert.That(await CliProcess.RunAsync("convert", checkpoint, folder["out"], "--precision", "int8"), Is.EqualTo((0, "", "")));
        Assert.That(folder.Files("out"), Does.Contain("speech.json"));
    }

    [Test]
    public async Task Convert_NoCheckpoint_OneLineOnStandardError()
    {
        using TemporaryFolder folder = new();
        string error = $"error: {Path.Combine(folder["in"], "config.json")} does not exist; give the folder that holds a checkpoint's config.json and weights.\n";
        Assert.That(await CliProcess.RunAsync("convert", folder["in"], folder["out"]), Is.EqualTo((2, "", error)));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Root), Is.Empty);
    }

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task Signal_WhileAFileIsCopied_EndsWith130AndLeavesNothing(string signal)
    {
        ChildProcess.RequireSignal(signal);
        using TemporaryFolder folder = new();
        string checkpoint = new TinyWhisper().Write(folder["in"]);
        // A file of the checkpoint that has no end, so that the conversion cannot be over before the signal arrives.
        string endless = Path.Combine(checkpoint, "merges.txt");
        using Process writer = Process.Start("/bin/sh", ["-c", $"mkfifo '{endless}' && while echo; do sleep 0.01; done > '{endless}' 2>&-"]);
        try
        {
            await UntilAsync(() => File.Exists(endless));
            ProcessStartInfo start = CliProcess.Start("convert", checkpoint, folder["out"]);
            start.RedirectStandardOutput = start.RedirectStandardError = true;
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
            await UntilAsync(() => process.HasExited || Directory.EnumerateFiles(folder.Root, "merges.txt", SearchOption.AllDirectories).Count() > 1);
            await ChildProcess.SignalAsync(process, signal);
            await ChildProcess.EndAsync(process, Longest);
            // Before anything of the writer: one whose file nobody opened waits for ever.
            Assert.That((process.ExitCode, await output, await error), Is.EqualTo((130, "", "")));
            await ChildProcess.EndAsync(writer, Longest);
        }
        finally
        {
            writer.Kill(entireProcessTree: true);
        }

        Assert.That(Directory.EnumerateFileSystemEntries(folder.Root), Is.EqualTo(new[] { checkpoint }));
    }

    private static async Task UntilAsync(Func<bool> happened)
    {
        Stopwatch time = Stopwatch.StartNew();
        while (!happened())
        {
            Assert.That(time.Elapsed, Is.LessThan(Longest));
            await Task.Delay(10);
        }
    }
}
