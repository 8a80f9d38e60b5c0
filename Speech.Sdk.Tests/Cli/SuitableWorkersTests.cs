using Speech.Cli.Commands;
using Speech.Cli.Inputs;
using Speech.Sdk.Evaluation;

namespace Speech.Sdk.Tests.Cli;

public sealed class SuitableWorkersTests
{
    private const int Short = 1000, Long = (4 << 20) + 1;

    [TestCase(null, 2, Short, Short)]
    [TestCase(LongForm.Batched, 2, Short, Short, Short)]
    [TestCase(LongForm.Batched, 2, Short, Long - 1)]
    [TestCase(LongForm.Batched, 1, Short, Long)]
    [TestCase(LongForm.Sequential, 1, Short, Short)]
    [TestCase(LongForm.SequentialTransformers, 1, Short, Short)]
    [TestCase(LongForm.Chunked, 1, Short, Short)]
    [TestCase(null, 1, Short)]
    public void For_Files_IsTwoForSeveralShortOnesAlone(LongForm? form, int expected, params int[] lengths)
    {
        using TemporaryFolder folder = new();
        InputFile[] files = [.. lengths.Select((length, index) => Write(folder[$"{index}.wav"], length))];
        Assert.That(SuitableWorkers.For(files, new TranscriptionOptions { LongForm = form }), Is.EqualTo(expected));
    }

    [TestCase("-")]
    [TestCase("there-is-no-such.wav")]
    public void For_WhatCannotBeLookedAt_IsOne(string name)
    {
        using TemporaryFolder folder = new();
        Assert.That(SuitableWorkers.For([Write(folder["a.wav"], Short), new InputFile(name)], new TranscriptionOptions()), Is.EqualTo(1));
    }

    // A resumed command hears one file after the other.
    [TestCase(2)]
    [TestCase(1, "--resume")]
    [TestCase(3, "--workers", "3")]
    [TestCase(3, "--workers", "3", "--resume")]
    public async Task Transcribe_ShortFiles_LoadsWithWhatSuits(int expected, params string[] more)
    {
        using TemporaryFolder folder = new("a.wav", "b.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync(["transcribe", folder["a.wav"], folder["b.wav"], "--output", folder["out"], .. more]), Is.Zero, run.Error);
        Assert.That(run.LoadedWith!.Workers, Is.EqualTo(expected));
    }

    // What a manifest tells of a clip's length counts, and without it the file.
    [TestCase(2, Short, null, null)]
    [TestCase(1, Long, null, null)]
    [TestCase(2, Long, 120, null)]
    [TestCase(1, Short, 121, null)]
    [TestCase(2, Long, 3600, 120)]
    [TestCase(1, Short, 60, 121)]
    public void For_Clips_GoesByWhatIsKnownOfTheirLength(int expected, int fileLength, int? seconds, int? rangeSeconds)
    {
        using TemporaryFolder folder = new();
        EvaluationClip clip = new()
        {
            Id = "set/a", Set = "set", Reference = "", AudioPath = Write(folder["a.wav"], fileLength).Name, Duration = Time(seconds),
            Range = Time(rangeSeconds) is { } length ? new TimeRange(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5) + length) : null,
        };
        EvaluationClip toItsEnd = clip with { Range = new TimeRange(TimeSpan.FromSeconds(1)), AudioPath = Write(folder["b.wav"], Short).Name };
        Assert.That(SuitableWorkers.For([clip, toItsEnd], new TranscriptionOptions()), Is.EqualTo(expected));
        Assert.That(SuitableWorkers.For([clip, clip with { AudioPath = null }], new TranscriptionOptions()), Is.EqualTo(1), "one that is heard");

        static TimeSpan? Time(int? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;
    }

    [TestCase(2)]
    [TestCase(3, "--workers", "3")]
    [TestCase(1, "--long-form", "sequential")]
    public async Task Evaluate_ShortClips_LoadsWithWhatSuits(int expected, params string[] more)
    {
        using TemporaryFolder folder = new("a.wav", "b.wav");
        File.WriteAllText(folder["list.tsv"], "path\ttext\na.wav\tone\nb.wav\ttwo\n");
        CliRun run = new();
        Assert.That(await run.InvokeAsync(["evaluate", folder["list.tsv"], "--output", folder["out"], .. more]), Is.Zero, run.Error);
        Assert.That(run.LoadedWith!.Workers, Is.EqualTo(expected));
    }

    private static InputFile Write(string path, int length)
    {
        File.WriteAllBytes(path, new byte[length]);
        return new InputFile(path);
    }
}
