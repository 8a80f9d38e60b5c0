using Speech.Sdk.Audio;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>A recogniser from loading to disposal, on a model that needs no download.</summary>
public sealed class TinyModelTests
{
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

    [TestCase(0.0001)]
    [TestCase(0.7)]
    [TestCase(3.3)]
    public async Task Transcribe_AnyLength_AccountsForEverySecond(double seconds)
    {
        Transcript transcript = await Recognizer.TranscribeAsync(TinyModel.Tone(seconds), TinyModel.Anything);

        TranscriptChecks.AssertSound(transcript, TimeSpan.FromSeconds((int)(16_000 * seconds) / 16_000.0));
        Assert.That(transcript.Language, Is.AnyOf("en", "de"));
        Assert.That(transcript.LanguageProbabilities, Has.Count.EqualTo(2));
        Assert.That(transcript.Diagnostics.Model, Is.EqualTo("tiny"));
    }

    [Test]
    public async Task TranscribeBatch_ManyRecordingsInSmallBatches_EqualsEachAlone([Values(1, 2)] int beams, [Values(1, 3, 8)] int batchSize)
    {
        TranscriptionOptions options = TinyModel.Anything with { BatchSize = batchSize, Decoding = new DecodingOptions { BeamSize = beams } };
        double[] seconds = [2.2, 0.4, 1.7, 0.001, 3.1];
        IReadOnlyList<Transcript> together = await Recognizer.TranscribeBatchAsync([.. seconds.Select(TinyModel.Tone)], options);

        Assert.That(together, Has.Count.EqualTo(seconds.Length));
        foreach ((Transcript transcript, double length) in together.Zip(seconds))
            TranscriptChecks.AssertSame(transcript, await Recognizer.TranscribeAsync(TinyModel.Tone(length), options));
    }

    [Test]
    public async Task Transcribe_WithProgress_ReportsInOrderUpToTheDuration()
    {
        var reports = new Reports();
        await Recognizer.TranscribeBatchAsync([TinyModel.Tone(3.5), TinyModel.Tone(1.5)], TinyModel.Anything with { Progress = reports });

        foreach (int index in (int[])[0, 1])
        {
            TranscriptionProgress[] own = [.. reports.All.Where(report => report.Index == index)];
            Assert.That(own.Select(report => report.Position), Is.Ordered);
            Assert.That(own[^1].Position, Is.EqualTo(own[^1].Duration));
            Assert.That(own[^1].Duration, Is.EqualTo(TimeSpan.FromSeconds(index == 0 ? 3.5 : 1.5)));
        }
    }

    [Test]
    public async Task Transcribe_CancelledBetweenWindows_ThrowsAndLeavesTheRecognizerUsable()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Reports { Reported = _ => cancellation.Cancel() };
        Assert.That(
            async () => await Recognizer.TranscribeAsync(TinyModel.Tone(20), TinyModel.Anything with { Progress = progress }, cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());

        Assert.That(progress.All, Has.Count.EqualTo(1));
        Assert.That(await Recognizer.TranscribeAsync(TinyModel.Tone(1), TinyModel.Anything), Is.Not.Null);
    }

    [Test]
    public async Task Transcribe_FromManyThreads_EqualsOneAfterAnother()
    {
        Transcript alone = await Recognizer.TranscribeAsync(TinyModel.Tone(2.5), TinyModel.Anything);
        foreach (Transcript transcript in await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Recognizer.TranscribeAsync(TinyModel.Tone(2.5), TinyModel.Anything))))
            TranscriptChecks.AssertSame(transcript, alone);
    }

    [Test]
    public void Transcribe_NoSamples_SaysSo() => Assert.That(
        async () => await Recognizer.TranscribeAsync(AudioSource.FromSamples(Array.Empty<float>(), 16_000)),
        Throws.TypeOf<AudioFormatException>());

    [Test]
    public async Task Transcribe_AfterDispose_ThrowsObjectDisposed()
    {
        ISpeechRecognizer recognizer = await _model!.LoadAsync();
        recognizer.Dispose();
        recognizer.Dispose();
        Assert.That(async () => await recognizer.TranscribeAsync(TinyModel.Tone(1), TinyModel.Anything), Throws.TypeOf<ObjectDisposedException>());
    }

    private sealed class Reports : IProgress<TranscriptionProgress>
    {
        public List<TranscriptionProgress> All { get; } = [];

        public Action<TranscriptionProgress>? Reported { get; init; }

        public void Report(TranscriptionProgress value)
        {
            All.Add(value);
            Reported?.Invoke(value);
        }
    }
}
