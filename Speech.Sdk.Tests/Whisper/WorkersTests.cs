using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Telemetry;
using Speech.Sdk.Tests.Inference.Memory;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>Several workers share a call's windows, and nobody can tell by what they give.</summary>
internal sealed class WorkersTests
{
    private static readonly double[] Seconds = [2.2, 0.4, 1.7, 0.001, 3.1, 0.9, 5.3, 0.6];

    private TinyModel? _model;
    private ISpeechRecognizer? _alone;

    [OneTimeSetUp]
    public async Task Load()
    {
        _model = new TinyModel();
        _alone = await _model.LoadAsync();
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _alone?.Dispose();
        _model?.Dispose();
    }

    private static IEnumerable<TestCaseData> Options()
    {
        TimeRange[] parts = [new(TimeSpan.Zero, TimeSpan.FromSeconds(0.3)), new(TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(2.8))];
        yield return Case("as they are", TinyModel.Anything);
        yield return Case("one window at a time", TinyModel.Anything with { BatchSize = 1 });
        yield return Case("a known language", TinyModel.Anything with { Language = "en" });
        yield return Case("a language each", TinyModel.Anything with { DetectLanguagePerStretch = true });
        yield return Case("word times", TinyModel.Anything with { WordTimestamps = true });
        yield return Case("beams", TinyModel.Anything with { Decoding = new DecodingOptions { BeamSize = 3 } });
        yield return Case("sampling", TinyModel.Anything with { Fallback = TinyModel.Anything.Fallback with { Temperatures = [0.7], Seed = 3 } });
        yield return Case("parts of recordings", TinyModel.Anything with { Ranges = parts });
        yield return Case("sequential", TinyModel.Anything with { LongForm = LongForm.Sequential });
        yield return Case("chunked", TinyModel.Anything with { LongForm = LongForm.Chunked });
        yield return Case("chunked, word times", TinyModel.Anything with { LongForm = LongForm.Chunked, WordTimestamps = true });
    }

    [TestCaseSource(nameof(Options))]
    public async Task TranscribeBatch_SeveralWorkers_GivesWhatEachRecordingGetsAlone(TranscriptionOptions options)
    {
        foreach (int workers in (int[])[2, 3])
        {
            using ISpeechRecognizer recognizer = await LoadAsync(workers);
            IReadOnlyList<Transcript> together = await recognizer.TranscribeBatchAsync([.. Seconds.Select(TinyModel.Tone)], options);
            foreach ((Transcript transcript, double seconds) in together.Zip(Seconds))
                TranscriptChecks.AssertSame(transcript, await _alone!.TranscribeAsync(TinyModel.Tone(seconds), options));
        }
    }

    [Test]
    public async Task TranscribeEach_SomeBroken_GivesTheOthersWhatTheyGetAlone()
    {
        AudioSource broken = AudioSource.FromFile("there-is-no-such.wav");
        AudioSource[] audios = [broken, .. Seconds.Select(TinyModel.Tone), broken, TinyModel.Tone(1)];
        using ISpeechRecognizer recognizer = await LoadAsync(2);
        RecordingResult[] results = await recognizer.TranscribeEachAsync(audios, TinyModel.Anything).ToArrayAsync();
        Assert.That(results.Select(result => result.Index), Is.EquivalentTo(Enumerable.Range(0, audios.Length)));
        foreach (RecordingResult result in results)
        {
            if (result.Index is 0 or 9)
                Assert.That(result.Error, Is.TypeOf<AudioFormatException>());
            else
                TranscriptChecks.AssertSame(result.Transcript!, await _alone!.TranscribeAsync(audios[result.Index], TinyModel.Anything));
        }
    }

    // Both stand at the barrier at once, or none gets past it.
    [Test]
    public async Task TranscribeBatch_TwoWorkers_ComputeAtTheSameTime()
    {
        using Barrier both = new(2);
        using ISpeechRecognizer recognizer = Breaking(() => both.SignalAndWait(TimeSpan.FromSeconds(30)) ? new SpeechException("They met.") : new SpeechException("Nobody came."));
        RecordingResult[] results = await recognizer.TranscribeEachAsync([TinyModel.Silence(1), TinyModel.Silence(1)], TinyModel.Anything).ToArrayAsync();
        Assert.That(results.Select(result => result.Error?.Message), Is.EqualTo(new[] { "They met.", "They met." }));
    }

    // The barrier has both passages of the recording break in the same moment.
    [Test]
    public async Task TranscribeEach_BothWorkersBreakAtOneRecording_FailsOnce()
    {
        using Barrier both = new(2);
        using ISpeechRecognizer recognizer = Breaking(() =>
        {
            both.SignalAndWait(TimeSpan.FromSeconds(30));
            return new SpeechException("Silence breaks it.");
        });
        TimeRange[] parts = [new(TimeSpan.Zero, TimeSpan.FromSeconds(0.3)), new(TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(0.8))];
        TranscriptionOptions options = TinyModel.Anything with { Language = "en", Ranges = parts, BatchSize = 1 };
        RecordingResult[] results = await recognizer.TranscribeEachAsync([TinyModel.Silence(1), TinyModel.Tone(1), TinyModel.Tone(1)], options).ToArrayAsync();
        Assert.That(results.Select(result => result.Index), Is.EquivalentTo(new[] { 0, 1, 2 }));
        Assert.That(results.Where(result => result.Error is not null).Select(result => result.Index), Is.EqualTo(new[] { 0 }));
    }

    // One breaks while the other computes, which the first then waits for.
    [TestCase(typeof(InvalidOperationException))]
    [TestCase(typeof(SpeechException))]
    public async Task TranscribeBatch_OneBreaks_EndsTheOthersAndThrowsItsError(Type error)
    {
        using ISpeechRecognizer recognizer = Breaking(() => (Exception)Activator.CreateInstance(error, "It ends here.")!);
        HashSet<int> heard = [];
        TranscriptionOptions options = TinyModel.Anything with { Progress = new EachReport<TranscriptionProgress>(report => heard.Add(report.Index)) };
        await Assert.ThatAsync(
            () => recognizer.TranscribeBatchAsync([.. Enumerable.Repeat(TinyModel.Tone(2), 40), TinyModel.Silence(1), .. Enumerable.Repeat(TinyModel.Tone(2), 400)], options),
            Throws.TypeOf(error).With.Message.EqualTo("It ends here."));
        Assert.That(heard, Has.Count.LessThan(200));
    }

    [Test]
    public async Task TranscribeBatch_CancelledInTheMiddle_IsCancelledAndKeepsNoWindow()
    {
        using CountedMemory memory = new();
        using ISpeechRecognizer recognizer = new WhisperRecognizer(LoadedParts.Load(_model!.Folder, memory) with { Workers = 3 }, "fp32");
        using CancellationTokenSource stop = new();
        TranscriptionOptions options = TinyModel.Anything with { Progress = new EachReport<TranscriptionProgress>(_ => stop.Cancel()) };
        Task call = recognizer.TranscribeBatchAsync([.. Enumerable.Repeat(TinyModel.Tone(2), 50)], options, stop.Token);
        await Assert.ThatAsync(() => call, Throws.InstanceOf<OperationCanceledException>().With.Property("CancellationToken").EqualTo(stop.Token));
        Assert.That(call.IsCanceled);
        Assert.That(memory.Taken, Is.Positive, "the test's own premise");
        Assert.That(memory.Held, Is.Zero);
    }

    // What the other worker breaks by, once it is told to end, is nobody's error.
    [Test]
    public async Task TranscribeBatch_CallersOwnCodeBreaks_IsOneError()
    {
        using Telemetry.Listener listener = new();
        using ISpeechRecognizer recognizer = await LoadAsync(2);
        TranscriptionOptions options = TinyModel.Anything with { Progress = new EachReport<TranscriptionProgress>(_ => throw new InvalidOperationException("The caller's.")) };
        await Assert.ThatAsync(() => recognizer.TranscribeBatchAsync([.. Enumerable.Repeat(TinyModel.Tone(2), 50)], options), Throws.InvalidOperationException);
        Assert.That(listener.Values(SpeechTelemetry.Metrics.Errors), Has.Length.EqualTo(1));
    }

    // Of the tail, too, each worker gets a part.
    [TestCase(2, 1)]
    [TestCase(3, 2)]
    [TestCase(9, 2)]
    public void NextRound_FewPassages_LeavesSomeToTheOthers(int waiting, int expected)
    {
        using WhisperModel model = LoadedParts.Load(_model!.Folder) with { Workers = 2 };
        TimeRange[] parts = [.. Enumerable.Range(0, waiting).Select(part => new TimeRange(TimeSpan.FromSeconds(0.2 * part), TimeSpan.FromSeconds((0.2 * part) + 0.1)))];
        TranscriptionPlan plan = new(model, TinyModel.Anything with { Language = "en", Ranges = parts });
        PassagePool pool = new(plan);
        using InferenceCall call = new(CancellationToken.None);
        using Recording recording = new RecordingOpener(plan, call).Open(TinyModel.Tone(0.2 * waiting), 0);
        while (recording.Begin() is { } passage)
            pool.Add(recording, passage);
        Assert.That(pool.NextRound(), Has.Count.EqualTo(expected));
        Assert.That(pool.NextRound(), Is.Not.Empty.And.Count.LessThanOrEqualTo(2));
    }

    [TestCase(1, null, 4)]
    [TestCase(2, null, 2)]
    [TestCase(3, null, 1)]
    [TestCase(8, null, 1)]
    [TestCase(2, 4, 4)]
    public void BatchSize_OfAWorker_IsItsShareUnlessGiven(int workers, int? given, int expected)
    {
        using WhisperModel model = LoadedParts.Load(_model!.Folder) with { Workers = workers };
        Assert.That(new TranscriptionPlan(model, TinyModel.Anything with { BatchSize = given }).BatchSize, Is.EqualTo(expected));
    }

    [TestCase(4, null, 1, 4)]
    [TestCase(4, 1, 1, 4)]
    [TestCase(4, 2, 2, 2)]
    [TestCase(5, 2, 2, 2)]
    [TestCase(4, 3, 3, 1)]
    [TestCase(1, 2, 1, 1)]
    public void Share_ThreadsAmongWorkers_LeavesNoneWithoutOne(int threads, int? workers, int count, int each) => Assert.That(
        WorkerThreads.Of(new RecognizerOptions { Threads = threads, Workers = workers }, new CpuOptions()), Is.EqualTo(new WorkerThreads(count, each)));

    [Test]
    public void Share_OnADevice_HasOneWorker() => Assert.That(
        WorkerThreads.Of(new RecognizerOptions { Threads = 4, Workers = 2 }, new CudaOptions()), Is.EqualTo(new WorkerThreads(1, 4)));

    [Test]
    public async Task Load_WithADraft_HasOneWorker()
    {
        using TinyModel draft = new(seed: 18);
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(_model!.Folder, Sharing(2) with { DraftModel = draft.Folder });
        Assert.That(recognizer.Info.Workers, Is.EqualTo(1));
    }

    // The other model's arena is this one's.
    [Test]
    public async Task Transcribe_AfterAnotherModelIsDisposed_GivesTheSame()
    {
        Transcript before = await _alone!.TranscribeAsync(TinyModel.Tone(2.2), TinyModel.Anything);
        using (ISpeechRecognizer other = await LoadAsync(2))
            await other.TranscribeAsync(TinyModel.Tone(5), TinyModel.Anything);
        TranscriptChecks.AssertSame(await _alone.TranscribeAsync(TinyModel.Tone(2.2), TinyModel.Anything), before);
    }

    [TestCase(0)]
    [TestCase(65)]
    public void Load_WorkersOutOfRange_Throws(int workers) => Assert.That(
        () => SpeechRecognizer.LoadAsync(_model!.Folder, Sharing(workers)), Throws.TypeOf<InvalidOptionException>().With.Message.EqualTo($"Workers is {workers}; expected 1 to 64, or null for one."));

    private static RecognizerOptions Sharing(int workers) => new() { ExecutionProvider = ExecutionProvider.Cpu, Threads = 4, Workers = workers };

    private static TestCaseData Case(string name, TranscriptionOptions options) => new TestCaseData(options).SetArgDisplayNames(name);

    private async Task<ISpeechRecognizer> LoadAsync(int workers)
    {
        ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(_model!.Folder, Sharing(workers));
        Assert.That(recognizer.Info.Workers, Is.EqualTo(workers), "the test's own premise");
        return recognizer;
    }

    /// <summary>Two workers whose decoding of silence breaks.</summary>
    private ISpeechRecognizer Breaking(Func<Exception> error)
    {
        WhisperModel model = LoadedParts.Load(_model!.Folder);
        return new WhisperRecognizer(model with { Graphs = new BreakingGraphs(model.Graphs, WhisperStep.Decoding, error), Workers = 2 }, "fp32");
    }
}
