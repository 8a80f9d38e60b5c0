using System.Diagnostics;
using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

/// <summary>The real executable and the model of the repository, with audio that arrives bit by bit.</summary>
public sealed class LiveProcessTests
{
    // What speech listen looks for first on this platform; the name of the fake one.
    private static readonly string Program = OperatingSystem.IsLinux() ? "arecord" : "ffmpeg";

    private const string Beginning = "Printing in the only sense with which we are at present concerned";

    // 16 kHz mono, 16 bits.
    private const int BytesASecond = 32_000;

    [Test]
    public async Task Stream_InputGoesOn_FirstTextIsThereBefore()
    {
        ProcessStartInfo start = CliProcess.Start("transcribe", "-", "--stream", "--sample-rate", "16000", "--language", "en", "--format", "jsonl");
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        byte[] samples = Samples();
        // With a pause behind it, text is due however slow the machine is.
        await WriteAsync(process.StandardInput.BaseStream, samples.AsMemory(0, 6 * BytesASecond));
        await WriteAsync(process.StandardInput.BaseStream, new byte[2 * BytesASecond]);
        JsonNode first = await UpdateAsync(process.StandardOutput, update => ((string)update["committed"]!).Length > 0);
        // Only now the input goes on and ends.
        await WriteAsync(process.StandardInput.BaseStream, samples.AsMemory(6 * BytesASecond));
        process.StandardInput.Close();
        JsonNode last = await UpdateAsync(process.StandardOutput, update => update["transcript"] is not null);
        await ChildProcess.EndAsync(process);
        Assert.That(process.ExitCode, Is.Zero);
        Assert.That(await error, Does.Not.Contain("error"));
        Assert.That((double)first["heard"]!, Is.LessThanOrEqualTo(8));
        Assert.That(WithoutCommas((string)last["transcript"]!["text"]!), Does.StartWith(Beginning));
        Assert.That((string)last["transcript"]!["text"]!, Does.StartWith(((string)first["committed"]!).Trim()));
        Assert.That((double)last["latency"]!["mean"]!, Is.GreaterThan(0));
    }

    [Test]
    public async Task Listen_CaptureProgramPlaysARecording_PrintsItsText()
    {
        using TemporaryFolder folder = CaptureProgram("cat \"$0.pcm\"");
        (int exitCode, string output, string error) = await ChildProcess.RunAsync(Listen(folder, "--language", "en"));
        Assert.That(error, Does.Not.Contain("error"), "a slow machine is told so, which is no error");
        Assert.That(exitCode, Is.Zero);
        Assert.That(WithoutCommas(output), Does.StartWith(Beginning));
    }

    [Test]
    public async Task Listen_CaptureProgramFails_SaysWhatItSaid()
    {
        using TemporaryFolder folder = CaptureProgram("echo 'audio open error: No such device' >&2; exit 1");
        (int exitCode, string output, string error) = await ChildProcess.RunAsync(Listen(folder));
        Assert.That((exitCode, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.StartWith($"error: {Program} ended with exit code 1; it says: audio open error: No such device. Check"));
    }

    [Test]
    public async Task Listen_Interrupted_PrintsTheLastWordsAndEndsWith130()
    {
        ChildProcess.RequireSignal("INT");
        // Four seconds that end in the middle of a sentence; then the microphone gives nothing, and stays.
        using TemporaryFolder folder = CaptureProgram("head -c 128000 \"$0.pcm\"; sleep 1000");
        ProcessStartInfo start = Listen(folder, "--language", "en", "--format", "jsonl");
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        await UpdateAsync(process.StandardOutput, _ => true);
        await ChildProcess.SignalAsync(process, "INT");
        JsonNode last = await UpdateAsync(process.StandardOutput, update => update["transcript"] is not null);
        await ChildProcess.EndAsync(process);
        Assert.That(process.ExitCode, Is.EqualTo(130));
        Assert.That(await error, Does.Not.Contain("error"));
        Assert.That((string)last["transcript"]!["text"]!, Does.StartWith("Printing"));
    }

    // Where a hearing ends decides about commas.
    private static string WithoutCommas(string text) => text.Replace(",", "", StringComparison.Ordinal);

    private static byte[] Samples() => WavFile.Bytes(AudioSource.FromFile(Repository.Path("samples/printing.flac")).ReadAll(16_000));

    /// <summary>A folder with a capture program that does what the shell commands say, and its recording beside it.</summary>
    private static TemporaryFolder CaptureProgram(string commands)
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Needs a POSIX shell.");
        TemporaryFolder folder = new();
        File.WriteAllText(folder[Program], $"#!/bin/sh\n{commands}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder[Program], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllBytes(folder[$"{Program}.pcm"], Samples());
        return folder;
    }

    private static ProcessStartInfo Listen(TemporaryFolder folder, params string[] options)
    {
        ProcessStartInfo start = CliProcess.Start(["listen", .. options]);
        start.Environment["PATH"] = $"{folder.Root}:{Environment.GetEnvironmentVariable("PATH")}";
        return start;
    }

    private static async Task WriteAsync(Stream input, ReadOnlyMemory<byte> samples)
    {
        for (int at = 0; at < samples.Length; at += 3200)
        {
            await input.WriteAsync(samples.Slice(at, Math.Min(3200, samples.Length - at)));
            await input.FlushAsync();
        }
    }

    /// <summary>Reads on to the update that is asked for.</summary>
    private static async Task<JsonNode> UpdateAsync(TextReader output, Func<JsonNode, bool> wanted)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(3));
        while (await output.ReadLineAsync(limit.Token) is { } line)
        {
            JsonNode update = JsonNode.Parse(line)!;
            if (wanted(update))
                return update;
        }

        throw new AssertionException("The output ended before the update that was waited for.");
    }
}
