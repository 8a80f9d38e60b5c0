using Speech.Sdk.Audio;
using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Ctc;

/// <summary>Many recordings of which some are broken, on a model whose scores are known.</summary>
internal sealed class EachTests
{
    [Test]
    public async Task TranscribeEach_SomeBroken_GivesTheOthersTheirText([Values] bool batches, [Values(1, 2, 8)] int batchSize)
    {
        AudioSource[] audios = [Missing, Audio("ab x."), NotANumberLate, Audio("y"), Empty, Audio("b.a x y")];
        List<RecordingResult> results = await AllAsync(new ScriptedCtc { TakesBatches = batches }, audios, batchSize);

        Assert.That(Texts(results), Is.EqualTo("1: ab x, 3: y, 5: ba x y"));
        Assert.That(results.Where(result => result.Error is not null).Select(result => result.Index), Is.EquivalentTo(new[] { 0, 2, 4 }));
        Assert.That(results.Where(result => result.Error is not null).Select(result => result.Error), Is.All.TypeOf<AudioFormatException>());
        Assert.That(results.Select(result => result.Elapsed), Is.All.GreaterThan(TimeSpan.Zero));
    }

    [TestCase(false, 2, "0: a, 1: b, 3: x, 4: y, 5: ab")]
    [TestCase(true, 1, "0: a, 1: b, 3: x, 4: y, 5: ab")]
    [TestCase(true, 2, "0: a, 1: b, 4: y, 5: ab")]
    [TestCase(true, 4, "4: y, 5: ab")]
    [TestCase(true, 8, "")]
    public async Task TranscribeEach_TheModelBreaks_FailsTheRecordingsThatWereScoredTogether(bool batches, int batchSize, string texts)
    {
        List<RecordingResult> results = await AllAsync(
            new ScriptedCtc { TakesBatches = batches }, [Audio("a"), Audio("b..."), Audio("x!"), Audio("x"), Audio("y"), Audio("ab")], batchSize);

        Assert.That(results.Select(result => result.Index), Is.EquivalentTo(Enumerable.Range(0, 6)));
        Assert.That(Texts(results), Is.EqualTo(texts));
        Assert.That(results.Where(result => result.Error is not null).Select(result => result.Error!.Message), Is.All.EqualTo("A frame breaks the model."));
    }

    [Test]
    public async Task TranscribeBatch_TheModelBreaks_ThrowsItsError([Values] bool batches)
    {
        using CtcRecognizer recognizer = new(new ScriptedCtc { TakesBatches = batches }.Model());
        await Assert.ThatAsync(() => recognizer.TranscribeBatchAsync([Audio("a"), Audio("x!")]), Throws.TypeOf<SpeechException>().With.Message.EqualTo("A frame breaks the model."));
    }

    [Test]
    public async Task TranscribeEach_CancelledWhileItScores_Throws([Values] bool batches)
    {
        using CancellationTokenSource stop = new();
        using CtcRecognizer recognizer = new(new ScriptedCtc { TakesBatches = batches, Scored = stop.Cancel }.Model());
        await Assert.ThatAsync(
            async () =>
            {
                await foreach (RecordingResult result in recognizer.TranscribeEachAsync([Audio("a"), Audio("x")], cancellationToken: stop.Token))
                    Assert.Fail($"recording {result.Index} has a result");
            },
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void TranscribeEach_WhatCannotBe_ThrowsAtOnce()
    {
        using CtcRecognizer recognizer = new(new ScriptedCtc().Model());
        Assert.That(() => recognizer.TranscribeEachAsync([Audio("a"), null!]), Throws.ArgumentNullException);
        Assert.That(() => recognizer.TranscribeEachAsync([Audio("a")], new TranscriptionOptions { BatchSize = 0 }), Throws.TypeOf<InvalidOptionException>());
    }

    private static AudioSource Audio(string frames) => AudioSource.FromSamples(ScriptedCtc.Samples(frames), 16_000);

    private static AudioSource Missing => AudioSource.FromFile("there-is-no-such.wav");

    private static AudioSource Empty => AudioSource.FromBytes(WavFile.Of([]), "empty.wav");

    private static AudioSource NotANumberLate => AudioSource.FromBytes(WavFile.OfFloats([.. ScriptedCtc.Samples(new string('a', 500)), float.NaN], 16_000), "broken.wav");

    private static string Texts(List<RecordingResult> results) =>
        string.Join(", ", results.Where(result => result.Transcript is not null).OrderBy(result => result.Index).Select(result => $"{result.Index}: {result.Transcript!.Text}"));

    private static async Task<List<RecordingResult>> AllAsync(ScriptedCtc model, AudioSource[] audios, int batchSize)
    {
        using CtcRecognizer recognizer = new(model.Model());
        return await recognizer.TranscribeEachAsync(audios, new TranscriptionOptions { BatchSize = batchSize }).ToListAsync();
    }
}
