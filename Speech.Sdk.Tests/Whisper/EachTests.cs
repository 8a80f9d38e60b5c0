using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>Many recordings of which some are broken, on a model that needs no download.</summary>
public sealed class EachTests
{
    private static readonly double[] Seconds = [2.2, 0.4, 1.7, 0.001, 3.1];

    private TinyModel? _model;
    private ISpeechRecognizer? _recognizer;

    private ISpeechRecognizer Recognizer => _recognizer!;

    [OneTimeSetUp]
    public async Task Load()
    {
        _model = new TinyModel();
        _recognizer = await _model.LoadAsync();
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _recognizer?.Dispose();
        _model?.Dispose();
    }

    [Test]
    public async Task TranscribeEach_SomeBroken_GivesTheOthersWhatTheyGetAlone([Values(1, 2, 8)] int batchSize)
    {
        AudioSource[] audios = [Missing, .. Seconds.Select(TinyModel.Tone), NotANumberLate, Empty];
        RecordingResult[] results = await AllAsync(audios, TinyModel.Anything with { BatchSize = batchSize });

        Assert.That(results.Select(result => result.Index), Is.EquivalentTo(Enumerable.Range(0, audios.Length)));
        foreach (RecordingResult result in results)
        {
            Assert.That(result.Elapsed, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(result.Transcript is null, Is.EqualTo(result.Index is 0 or 6 or 7), $"recording {result.Index}");
            if (result.Transcript is { } transcript)
                TranscriptChecks.AssertSame(transcript, await Recognizer.TranscribeAsync(audios[result.Index], TinyModel.Anything));
            else
                Assert.That(result.Error, Is.TypeOf<AudioFormatException>());
        }
    }

    [Test]
    public async Task TranscribeEach_LongRecordingBetweenShortOnes_HandsTheShortOnesOutFirst()
    {
        List<int> order = [];
        await foreach (RecordingResult result in Recognizer.TranscribeEachAsync([TinyModel.Tone(9), TinyModel.Tone(0.5), TinyModel.Tone(0.5)], TinyModel.Anything))
            order.Add(result.Index);
        Assert.That(order[^1], Is.Zero);
    }

    [Test]
    public async Task TranscribeEach_CallerStopsAsking_EndsTheCall()
    {
        await foreach (RecordingResult result in Recognizer.TranscribeEachAsync([.. Enumerable.Repeat(TinyModel.Tone(2), 500)], TinyModel.Anything with { BatchSize = 1 }))
            break;
        Assert.That((await Recognizer.TranscribeAsync(TinyModel.Tone(1), TinyModel.Anything)).Duration, Is.EqualTo(TimeSpan.FromSeconds(1)), "usable afterwards");
    }

    [Test]
    public async Task TranscribeEach_Cancelled_Throws()
    {
        using CancellationTokenSource stop = new();
        await Assert.ThatAsync(
            async () =>
            {
                await foreach (RecordingResult result in Recognizer.TranscribeEachAsync([.. Enumerable.Repeat(TinyModel.Tone(2), 500)], TinyModel.Anything, stop.Token))
                    await stop.CancelAsync();
            },
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task TranscribeEach_ReadingBreaksBecauseTheCallIsCancelled_Throws()
    {
        using CancellationTokenSource stop = new();
        using CutOffStream stream = new(stop.Cancel);
        await Assert.ThatAsync(
            async () =>
            {
                await foreach (RecordingResult result in Recognizer.TranscribeEachAsync([AudioSource.FromStream(stream), TinyModel.Tone(1)], TinyModel.Anything, stop.Token))
                    Assert.Fail($"recording {result.Index} has a result");
            },
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void TranscribeEach_OptionThatDoesNotFit_ThrowsAtOnce() => Assert.That(
        () => Recognizer.TranscribeEachAsync([TinyModel.Tone(1)], new TranscriptionOptions { Language = "klingon" }), Throws.TypeOf<InvalidOptionException>());

    [Test]
    public async Task TranscribeBatch_OneBroken_ThrowsItsError() => await Assert.ThatAsync(
        () => Recognizer.TranscribeBatchAsync([TinyModel.Tone(1), NotANumberLate], TinyModel.Anything),
        Throws.TypeOf<AudioFormatException>().With.Message.Contains("not numbers"));

    private static AudioSource Missing => AudioSource.FromFile("there-is-no-such.wav");

    private static AudioSource Empty => AudioSource.FromBytes(WavFile.Of([]), "empty.wav");

    // Begins well, so that it fails between other recordings' windows.
    private static AudioSource NotANumberLate
    {
        get
        {
            float[] samples = TinyModel.Tone(8).ReadAll(16_000);
            samples[^10] = float.NaN;
            return AudioSource.FromBytes(WavFile.OfFloats(samples, 16_000), "broken.wav");
        }
    }

    private async Task<RecordingResult[]> AllAsync(AudioSource[] audios, TranscriptionOptions options)
    {
        List<RecordingResult> results = [];
        await foreach (RecordingResult result in Recognizer.TranscribeEachAsync(audios, options))
            results.Add(result);
        return [.. results];
    }

    /// <summary>Cannot be read, after it did something.</summary>
    private sealed class CutOffStream(Action cut) : MemoryStream(new byte[100])
    {
        public override int Read(Span<byte> buffer)
        {
            cut();
            throw new IOException("The connection is closed.");
        }
    }
}
