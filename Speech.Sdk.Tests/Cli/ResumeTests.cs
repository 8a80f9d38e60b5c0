using System.Diagnostics;
using Speech.Sdk.Tests.Whisper;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

public sealed class ResumeTests
{
    // Every sound is taken for speech and every text believed, since the model's are nonsense.
    private static readonly string[] Anything =
    [
        "--vad", "off", "--temperature", "0", "--compression-ratio-threshold", "none", "--logprob-threshold", "none", "--no-speech-threshold", "none", "--keep-repetitions",
    ];

    [Test]
    public async Task Resume_ProcessKilledInTheMiddle_NextRunGoesOnAndTheOneAfterSkips()
    {
        using TemporaryFolder folder = new();
        using TinyModel model = new();
        File.WriteAllBytes(folder["tone.wav"], WavFile.Of(WavFile.Bytes(TinyModel.Tone(240).ReadAll(16_000))));
        string[] Arguments(string output, params string[] more) =>
            ["transcribe", folder["tone.wav"], "--model", model.Folder, "--batch-size", "1", "--device", "cpu", "--format", "txt,srt", "--output", folder[output], .. Anything, .. more];

        using (Process process = Process.Start(CliProcess.Start(Arguments("killed", "--resume")))!)
        {
            // A header and some windows; only the length can be seen while the process writes.
            while (!(new FileInfo(folder["killed/.tone.journal"]) is { Exists: true, Length: > 4_000 }) && !process.HasExited)
                await Task.Delay(2);
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.That(folder.Files("killed"), Is.EqualTo(new[] { ".tone.journal" }), "the test's own premise: it was killed before its end");
        (int exitCode, _, string error) = await CliProcess.RunAsync(Arguments("killed", "--resume"));
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        await CliProcess.RunAsync(Arguments("whole"));
        Assert.That(folder.Files("killed"), Is.EqualTo(new[] { "tone.srt", "tone.txt" }));
        foreach (string file in folder.Files("whole"))
            Assert.That(await File.ReadAllTextAsync(folder[$"killed/{file}"]), Is.EqualTo(await File.ReadAllTextAsync(folder[$"whole/{file}"])), file);

        (exitCode, _, error) = await CliProcess.RunAsync(Arguments("killed", "--resume"));
        Assert.That((exitCode, error), Is.EqualTo((0, $"note: {folder["tone.wav"]}: its results are there and newer; skipped (--resume).\n")));
    }

    [Test]
    public async Task Resume_ResultsOlderOrIncomplete_AreMadeAgain()
    {
        using TemporaryFolder folder = new("a.wav", "b.wav", "c.wav", "out/a.txt", "out/b.txt");
        File.SetLastWriteTimeUtc(folder["a.wav"], DateTime.UtcNow.AddHours(-1));
        File.SetLastWriteTimeUtc(folder["b.wav"], DateTime.UtcNow.AddHours(1));
        List<string?> journals = [];
        CliRun run = new()
        {
            Recognizer = new()
            {
                Answer = (name, options, _) =>
                {
                    journals.Add(options.JournalPath);
                    return Task.FromResult(FakeRecognizer.Hello(name));
                },
            },
        };
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], folder["b.wav"], folder["c.wav"], "--output", folder["out"], "--resume"), Is.Zero);
        Assert.That(run.Recognizer.Heard, Is.EqualTo(new[] { "b.wav", "c.wav" }));
        Assert.That(journals, Is.EqualTo(new[] { folder["out/.b.journal"], folder["out/.c.journal"] }));
        Assert.That(run.Error, Does.Contain("a.wav: its results are there and newer"));
    }

    [Test]
    public async Task Resume_WithoutOutput_IsAnError()
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], "--resume"), Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("--resume was given without --output"));
    }
}
