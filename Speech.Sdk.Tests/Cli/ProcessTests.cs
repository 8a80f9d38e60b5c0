using System.Diagnostics;
using Speech.Cli.Output;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Conversion;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

/// <summary>The real executable, where no model is needed.</summary>
public sealed class ProcessTests
{
    [TestCase("--help", "Examples:")]
    [TestCase("transcribe --help", "--repetition-penalty <X>")]
    [TestCase("align --help", "whisper-base cannot align")]
    [TestCase("models --help", "list")]
    [TestCase("convert --help", "--precision <fp32|fp16|int8|int4>")]
    [TestCase("--version", "0.1.0")]
    public async Task Help_OnStandardOutput(string line, string expected)
    {
        (int exitCode, string output, string error) = await CliProcess.RunAsync(line.Split(' '));
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        Assert.That(output, Does.Contain(expected));
    }

    [TestCase("transcribe missing.wav", "error: missing.wav: there is no such file; check the path.\n")]
    [TestCase("transcribe a.wav --beam-size x", "error: --beam-size: 'x' was given; expected a whole number.\nRun 'speech transcribe --help' for usage.\n")]
    [TestCase("transcribe a.wav --output ''", "error: --output: an empty value was given")]
    [TestCase("models show nothing", "error: nothing: there is no model of this name")]
    public async Task Failure_OneLineOnStandardError(string line, string expected)
    {
        (int exitCode, string output, string error) = await CliProcess.RunAsync([.. line.Split(' ').Select(word => word.Trim('\''))]);
        Assert.That((exitCode, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.StartWith(expected));
    }

    [TestCase("models list")]
    [TestCase("devices")]
    public async Task List_EndsWell(string line)
    {
        (int exitCode, _, string error) = await CliProcess.RunAsync(line.Split(' '));
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task Devices_WhatTheLibraryFindsHere_OnStandardOutput()
    {
        CliProcess.RequireOwnBuild("other libraries lie beside it");
        (int exitCode, string output, string error) = await CliProcess.RunAsync("devices");
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        string here = string.Concat(ExecutionProviders.Probe().Select(status => $"{DeviceNotes.Name(status.Provider),-9} {(status.Usable ? "yes" : "no"),-4} {status.Reason}\n"));
        Assert.That(output, Does.StartWith(here + "auto "));
    }

    [TestCase("devices")]
    [TestCase("models list")]
    public async Task StandardOutput_ThatTakesNothing_IsAnError(string line)
    {
        if (!File.Exists("/dev/full"))
            Assert.Ignore("Needs /dev/full.");
        (int exitCode, _, string error) = await ChildProcess.RunAsync(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", $"{string.Join(' ', CliProcess.Command.Select(word => $"'{word}'"))} {line} > /dev/full" },
        });
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error, Does.Match("^error: [^\n]+\n$"));
    }

    [Test]
    public async Task ClosedPipe_QuietEnd()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Needs a POSIX shell.");
        // The status of the program in front of the pipe, once the reader has certainly gone.
        (_, string output, string error) = await ChildProcess.RunAsync(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", $"{{ sleep 0.2; {string.Join(' ', CliProcess.Command.Select(word => $"'{word}'"))} transcribe --help; echo status $? >&2; }} | true" },
        });
        Assert.That((output, error), Is.EqualTo(("", "status 0\n")));
    }

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task Signal_EndsWith130(string signal)
    {
        ChildProcess.RequireSignal(signal);
        CliProcess.RequireOwnBuild("its converter keeps models under another name than the one that is locked here");
        using TemporaryFolder folder = new("a.wav", "tiny/config.json", "tiny/model.safetensors");
        string model = new ConversionCache(folder.Root, new HubOptions()).FolderOf(CheckpointIdentity.OfFolder(folder["tiny"]), new CheckpointConverter().Version);
        Directory.CreateDirectory(folder["models"]);
        // While this process holds the lock, the other one waits for a conversion that never ends.
        using FolderLock held = await FolderLock.AcquireAsync(model + ".lock", () => { }, CancellationToken.None);
        ProcessStartInfo start = CliProcess.Start("transcribe", folder["a.wav"], "--model", folder["tiny"]);
        start.RedirectStandardError = true;
        start.Environment["SPEECH_CACHE"] = folder.Root;
        using Process process = Process.Start(start)!;
        Assert.That(await process.StandardError.ReadLineAsync(), Does.Contain("waiting for another process"));
        await ChildProcess.SignalAsync(process, signal);
        Task<string> error = process.StandardError.ReadToEndAsync();
        await ChildProcess.EndAsync(process);
        Assert.That(await error, Is.Empty);
        Assert.That(process.ExitCode, Is.EqualTo(130));
    }
}
