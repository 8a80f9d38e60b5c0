using Speech.Cli.Commands;
using Speech.Cli.Inputs;

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

    private static InputFile Write(string path, int length)
    {
        File.WriteAllBytes(path, new byte[length]);
        return new InputFile(path);
    }
}
