using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Tests.Whisper.Journal;

/// <summary>Calls that are stopped in the middle and taken up again.</summary>
public sealed class ResumeTests
{
    private readonly Lazy<TinyModel> _longWindows = new(() => new TinyModel(windowSeconds: 12));
    private TinyModel? _tiny;
    private ISpeechRecognizer? _recognizer;
    private WorkFolder? _work;

    private ISpeechRecognizer Recognizer => _recognizer!;

    private string Journal => _work!.Combine("a.journal");

    [OneTimeSetUp]
    public async Task Load()
    {
        _tiny = new TinyModel();
        _recognizer = await _tiny.LoadAsync();
    }

    [OneTimeTearDown]
    public void Unload()
    {
        _recognizer?.Dispose();
        _tiny?.Dispose();
        if (_longWindows.IsValueCreated)
            _longWindows.Value.Dispose();
    }

    [SetUp]
    public void MakeFolder() => _work = new WorkFolder();

    [TearDown]
    public void RemoveFolder() => _work?.Dispose();

    [Test]
    public async Task Transcribe_StoppedAndResumed_SameTranscriptToTheLastDigit([Values] LongForm form, [Values] bool words)
    {
        AudioSource audio = TinyModel.Tone(40);
        TranscriptionOptions options = TinyModel.Anything with { LongForm = form, WordTimestamps = words, BatchSize = 2 };
        if (form == LongForm.Batched)
            options = options with { Ranges = [.. Enumerable.Range(0, 5).Select(part => new TimeRange(TimeSpan.FromSeconds(2 * part), TimeSpan.FromSeconds((2 * part) + 1.9)))], DetectLanguagePerStretch = true };
        await AssertResumesAsync(Recognizer, audio, options, reports: 2);
    }

    [TestCase(LongForm.Batched)]
    [TestCase(LongForm.Sequential)]
    public async Task Transcribe_EmbeddedModelStoppedAndResumed_SameTranscriptToTheLastDigit(LongForm form)
    {
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(
            Repository.Path("models/whisper-base"), new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu });
        // A pause too long for one window.
        float[] pause = new float[20 * 16_000];
        float[] clip = AudioSource.FromFile(Repository.Path("samples/funeral.flac")).ReadAll(16_000);
        float[] samples = [.. clip, .. pause, .. clip, .. pause, .. clip];
        await AssertResumesAsync(
            recognizer, AudioSource.FromSamples(samples, 16_000), new TranscriptionOptions { LongForm = form, WordTimestamps = true, BatchSize = 1 }, reports: 1);
    }

    [TestCase(1, 1, 8)]
    [TestCase(3, 1, 2)]
    [TestCase(1, 3, 1)]
    [TestCase(2, 3, 8)]
    [TestCase(3, 3, 1)]
    public async Task Transcribe_WindowsAreHeardAnewInFull_ResumesWithAnotherBatchSize(int reports, int batchSize, int resumedBatchSize)
    {
        using ISpeechRecognizer recognizer = await _longWindows.Value.LoadAsync();
        // Windows of several lengths, whose texts no short window is believed for.
        double[] lengths = [2.2, 0.4, 5.7, 11.5, 3.3];
        TranscriptionOptions options = TinyModel.Anything with
        {
            BatchSize = batchSize, DetectLanguagePerStretch = true, WordTimestamps = true,
            Ranges = [.. lengths.Select((length, index) => new TimeRange(TimeSpan.FromSeconds(12 * index), TimeSpan.FromSeconds((12 * index) + length)))],
            Fallback = TinyModel.Anything.Fallback with { Temperatures = [0, 0.5], AverageLogProbability = 0 },
        };
        AudioSource audio = TinyModel.Tone(60);
        Transcript whole = await recognizer.TranscribeAsync(audio, options);
        options = options with { JournalPath = Journal };
        using CancellationTokenSource stop = new();
        Assert.That(
            async () => await recognizer.TranscribeAsync(audio, options with { Progress = new StopAfter(reports, stop) }, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Transcript resumed = await recognizer.TranscribeAsync(audio, options with { BatchSize = resumedBatchSize });
        Assert.That(Text(resumed), Is.EqualTo(Text(whole)));
        Assert.That(resumed.Diagnostics.DecoderSteps, Is.EqualTo(whole.Diagnostics.DecoderSteps));
        Assert.That(resumed.Diagnostics.WindowsHeardAnew, Is.EqualTo(whole.Diagnostics.WindowsHeardAnew).And.GreaterThanOrEqualTo(4));
    }

    [Test]
    public async Task Transcribe_JournalHasTheWindow_IsNotHeardAgain()
    {
        await StopAsync(Recognizer, TinyModel.Tone(4), Options(), reports: 2);
        string[] lines = await File.ReadAllLinesAsync(Journal);
        // A number of runs that no window takes tells where the text comes from.
        lines[1] = System.Text.RegularExpressions.Regex.Replace(lines[1], "\"Runs\":[0-9]+", "\"Runs\":1000000");
        await File.WriteAllTextAsync(Journal, string.Join('\n', lines) + "\n");

        Transcript transcript = await Recognizer.TranscribeAsync(TinyModel.Tone(4), Options());
        Assert.That(transcript.Diagnostics.DecoderSteps, Is.GreaterThan(1_000_000));
    }

    [Test]
    public async Task Transcribe_LastLineTorn_HearsThatWindowAgain()
    {
        Transcript whole = await Recognizer.TranscribeAsync(TinyModel.Tone(4), Options() with { JournalPath = null });
        await StopAsync(Recognizer, TinyModel.Tone(4), Options(), reports: 2);
        byte[] bytes = await File.ReadAllBytesAsync(Journal);
        await File.WriteAllBytesAsync(Journal, bytes[..^20]);

        Assert.That(Text(await Recognizer.TranscribeAsync(TinyModel.Tone(4), Options())), Is.EqualTo(Text(whole)));
    }

    [Test]
    public async Task Transcribe_JournalOfAnotherCall_SaysWhatDiffersAndKeepsIt()
    {
        await StopAsync(Recognizer, TinyModel.Tone(4), Options(), reports: 2);
        byte[] before = await File.ReadAllBytesAsync(Journal);

        SpeechException error = (await Assert.ThrowsAsync<SpeechException>(() => Recognizer.TranscribeAsync(
            TinyModel.Tone(5), Options() with { Language = "en", Decoding = new DecodingOptions { BeamSize = 2 }, BatchSize = 5 })))!;
        Assert.That(error.Message, Does.StartWith(Journal).And.Contain("RecordingSize was 64000 and is 80000").And.Contain("Options.Language was not given and is \"en\"")
            .And.Contain("Options.Decoding.BeamSize was 1 and is 2").And.Contain("delete").And.Not.Contain("BatchSize"));
        Assert.That(await File.ReadAllBytesAsync(Journal), Is.EqualTo(before));
    }

    [Test]
    public async Task Transcribe_JournalOfAnotherPart_SaysWhichAndKeepsIt()
    {
        AudioSource talk = TinyModel.Tone(9);
        AudioSource Part(int start) => talk.Slice(new TimeRange(TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(start + 4)));
        await StopAsync(Recognizer, Part(0), Options(), reports: 2);
        Assert.That(
            () => Recognizer.TranscribeAsync(Part(4), Options()),
            Throws.TypeOf<SpeechException>().With.Message.Contains("Recording was \"samples, 0 to 4 s\" and is \"samples, 4 to 8 s\""));
        Assert.That((await Recognizer.TranscribeAsync(Part(0), Options())).Duration, Is.EqualTo(TimeSpan.FromSeconds(4)), "its own");
    }

    [TestCase("shopping list", "is no journal")]
    [TestCase("shopping list\n", "is no journal")]
    [TestCase("{\"a\":1}\n", "is no journal")]
    public async Task Transcribe_FileIsNoJournal_LeavesItAlone(string content, string expected)
    {
        await File.WriteAllTextAsync(Journal, content);
        Assert.That(() => Recognizer.TranscribeAsync(TinyModel.Tone(2), Options()), Throws.TypeOf<SpeechException>().With.Message.Contains(expected));
        Assert.That(await File.ReadAllTextAsync(Journal), Is.EqualTo(content));
    }

    [Test]
    public async Task Transcribe_LineInTheMiddleDamaged_NamesIt()
    {
        await StopAsync(Recognizer, TinyModel.Tone(4), Options(), reports: 2);
        await File.AppendAllTextAsync(Journal, "nonsense\n");
        Assert.That(() => Recognizer.TranscribeAsync(TinyModel.Tone(4), Options()), Throws.TypeOf<SpeechException>().With.Message.Match("line \\d+ is damaged"));
    }

    [Test]
    public void Transcribe_RecordingCannotBeRead_LeavesNoJournal()
    {
        Assert.That(() => Recognizer.TranscribeAsync(AudioSource.FromFile(_work!.Combine("missing.wav")), Options()), Throws.TypeOf<AudioFormatException>());
        Assert.That(Journal, Does.Not.Exist);
    }

    [Test]
    public async Task TranscribeEach_RecordingFails_KeepsTheJournalUntilThereIsATranscript([Values] bool words)
    {
        TranscriptionOptions options = Options() with { WordTimestamps = words };
        float[] samples = TinyModel.Tone(9).ReadAll(16_000);
        Transcript whole = await Recognizer.TranscribeAsync(Talk(samples), options with { JournalPath = null });

        Assert.That((await OnlyResultAsync(Talk([.. samples[..^10], float.NaN, .. samples[^9..]]), options)).Error, Is.TypeOf<AudioFormatException>().With.Message.Contains("not numbers"));
        byte[] journal = await File.ReadAllBytesAsync(Journal);
        Assert.That(journal.Count(value => value == '\n'), Is.GreaterThan(2), "a header and the windows before");

        Assert.That((await OnlyResultAsync(AudioSource.FromBytes(new byte[WavFile.OfFloats(samples, 16_000).Length], "talk.wav"), options)).Error, Is.TypeOf<AudioFormatException>(), "not even opened");
        Assert.That(await File.ReadAllBytesAsync(Journal), Is.EqualTo(journal));

        Assert.That(Text((await OnlyResultAsync(Talk(samples), options)).Transcript!), Is.EqualTo(Text(whole)));
        Assert.That(Journal, Does.Not.Exist);

        static AudioSource Talk(float[] samples) => AudioSource.FromBytes(WavFile.OfFloats(samples, 16_000), "talk.wav");
    }

    [Test]
    public void TranscribeBatch_JournalForTwo_IsRejected() =>
        Assert.That(() => Recognizer.TranscribeBatchAsync([TinyModel.Tone(1), TinyModel.Tone(1)], Options()), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("2 recordings"));

    private TranscriptionOptions Options() => TinyModel.Anything with { BatchSize = 1, JournalPath = Journal };

    private async Task<RecordingResult> OnlyResultAsync(AudioSource audio, TranscriptionOptions options)
    {
        List<RecordingResult> results = [];
        await foreach (RecordingResult result in Recognizer.TranscribeEachAsync([audio], options))
            results.Add(result);
        return results.Single();
    }

    private async Task AssertResumesAsync(ISpeechRecognizer recognizer, AudioSource audio, TranscriptionOptions options, int reports)
    {
        Transcript whole = await recognizer.TranscribeAsync(audio, options);
        options = options with { JournalPath = Journal };
        await StopAsync(recognizer, audio, options, reports);
        // The number of windows at a time is free to change.
        Transcript resumed = await recognizer.TranscribeAsync(audio, options with { BatchSize = 1 });
        Assert.That(Text(resumed), Is.EqualTo(Text(whole)));
        Assert.That(resumed.Diagnostics.DecoderSteps, Is.EqualTo(whole.Diagnostics.DecoderSteps));
        Assert.That(whole.Segments, Is.Not.Empty, "the test's own premise");
        Assert.That(Journal, Does.Not.Exist);
    }

    /// <summary>Stops the call by its own progress, with some windows done and some not.</summary>
    private async Task StopAsync(ISpeechRecognizer recognizer, AudioSource audio, TranscriptionOptions options, int reports)
    {
        using CancellationTokenSource stop = new();
        StopAfter progress = new(reports, stop);
        Assert.That(async () => await recognizer.TranscribeAsync(audio, options with { Progress = progress }, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await File.ReadAllLinesAsync(Journal), Has.Length.GreaterThan(reports), "a header and a window a report at least");
    }

    private static string Text(Transcript transcript)
    {
        StringWriter text = new();
        TranscriptWriters.Json.Write(text, transcript with { Diagnostics = new() { Model = "", ExecutionProvider = ExecutionProvider.Cpu } }, "a.wav");
        return text.ToString() + string.Join('\n', transcript.Segments.Select(segment => FormattableString.Invariant($"{segment.AverageLogProbability:R} {segment.Start.Ticks} {segment.End.Ticks} {string.Join(' ', segment.Words.Select(word => word.Confidence))}")));
    }

    private sealed class StopAfter(int reports, CancellationTokenSource stop) : IProgress<TranscriptionProgress>
    {
        private int _left = reports;

        public void Report(TranscriptionProgress value)
        {
            if (--_left == 0)
                stop.Cancel();
        }
    }
}
