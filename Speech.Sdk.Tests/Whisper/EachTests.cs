using Speech.Sdk.Audio;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>Many recordings of which some are broken, on a model that needs no download.</summary>
internal sealed class EachTests
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
        RecordingResult[] results = await Recognizer.TranscribeEachAsync(audios, TinyModel.Anything with { BatchSize = batchSize }).ToArrayAsync();

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

    [TestCase(WhisperStep.Encoding, "2")]
    [TestCase(WhisperStep.Detection, "2 3")]
    [TestCase(WhisperStep.Decoding, "2 3")]
    public async Task TranscribeEach_AStepBreaks_FailsTheRecordingsThatWereInIt(WhisperStep step, string broken)
    {
        AudioSource[] audios = [TinyModel.Tone(0.9), TinyModel.Tone(0.5), TinyModel.Silence(0.7), TinyModel.Tone(0.6), TinyModel.Tone(0.8), TinyModel.Tone(0.4)];
        await AssertBreaksAsync(step, audios, Whole with { BatchSize = 2 }, broken);
    }

    // The language of the long recording is known when the silent one comes in.
    [TestCase(WhisperStep.Detection, "2")]
    [TestCase(WhisperStep.Decoding, "0 2")]
    public async Task TranscribeEach_DetectionBreaks_FailsThoseWhoseLanguageIsNotKnown(WhisperStep step, string broken) =>
        await AssertBreaksAsync(step, [TinyModel.Tone(2.5), TinyModel.Tone(0.5), TinyModel.Silence(0.5), TinyModel.Tone(0.5)], Whole with { BatchSize = 2 }, broken);

    [TestCase(typeof(InvalidOptionException))]
    [TestCase(typeof(OperationCanceledException))]
    [TestCase(typeof(InvalidOperationException))]
    public async Task TranscribeEach_AStepBreaksByWhatIsNoRecordings_EndsTheCall(Type error)
    {
        using ISpeechRecognizer recognizer = Breaking(WhisperStep.Decoding, () => (Exception)Activator.CreateInstance(error, "It ends here.")!);
        await Assert.ThatAsync(async () => await recognizer.TranscribeEachAsync([TinyModel.Tone(1), TinyModel.Silence(1)], Whole).ToArrayAsync(), Throws.TypeOf(error));
    }

    [Test]
    public async Task TranscribeBatch_AStepBreaks_ThrowsItsError()
    {
        using ISpeechRecognizer recognizer = Breaking(WhisperStep.Decoding, () => new SpeechException("Silence breaks it."));
        await Assert.ThatAsync(() => recognizer.TranscribeBatchAsync([TinyModel.Tone(1), TinyModel.Silence(1)], Whole), Throws.TypeOf<SpeechException>().With.Message.EqualTo("Silence breaks it."));
    }

    // By ranges a recording has two passages, which are in one round.
    [TestCase(WhisperStep.Encoding, "0")]
    [TestCase(WhisperStep.Decoding, "0 1")]
    public async Task TranscribeEach_AllPassagesOfARecordingBreak_FailsOnce(WhisperStep step, string broken)
    {
        AudioSource[] audios = [TinyModel.Silence(1), TinyModel.Tone(1), TinyModel.Tone(0.9)];
        TimeRange[] ranges = [new(TimeSpan.Zero, TimeSpan.FromSeconds(0.3)), new(TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(0.8))];
        await AssertBreaksAsync(step, audios, Whole with { Language = "en", Ranges = ranges, BatchSize = 4 }, broken);
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

    // Without times a window is done when it is decoded once, so that it is known which of them meet in a round.
    private static TranscriptionOptions Whole => TinyModel.Anything with { Timestamps = false };

    private ISpeechRecognizer Breaking(WhisperStep step, Func<Exception> error)
    {
        WhisperModel model = LoadedParts.Load(_model!.Folder);
        return new WhisperRecognizer(model with { Graphs = new BreakingGraphs(model.Graphs, step, error) }, "fp32");
    }

    /// <summary>The named recordings fail with the step's error, once each; the others get what they get alone of a model that does not break.</summary>
    private async Task AssertBreaksAsync(WhisperStep step, AudioSource[] audios, TranscriptionOptions options, string broken)
    {
        SpeechException error = new("Silence breaks it.");
        using ISpeechRecognizer recognizer = Breaking(step, () => error);
        RecordingResult[] results = await recognizer.TranscribeEachAsync(audios, options).ToArrayAsync();

        Assert.That(results.Select(result => result.Index), Is.EquivalentTo(Enumerable.Range(0, audios.Length)));
        Assert.That(string.Join(' ', results.Where(result => result.Error is not null).Select(result => result.Index).Order()), Is.EqualTo(broken));
        foreach (RecordingResult result in results)
        {
            if (result.Transcript is { } transcript)
                TranscriptChecks.AssertSame(transcript, await Recognizer.TranscribeAsync(audios[result.Index], options));
            else
                Assert.That(result.Error, Is.SameAs(error));
        }
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
