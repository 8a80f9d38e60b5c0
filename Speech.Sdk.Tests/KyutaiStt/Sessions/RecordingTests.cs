using Speech.Sdk.Audio;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Tests.Whisper;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.KyutaiStt.Sessions;

/// <summary>Recordings, with a model that writes a script.</summary>
public sealed class RecordingTests
{
    private const string TwoUtterances = "0 ▁the 0 ▁a _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ 0 ▁t 0";

    [Test]
    public async Task Transcribe_WordsApart_AreSegments()
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel(TwoUtterances).Load());
        Transcript transcript = await recognizer.TranscribeAsync(Seconds(5), new TranscriptionOptions { WordTimestamps = true });
        Assert.That(transcript.Segments.Select(segment => segment.Text), Is.EqualTo((string[])["the a", " t"]));
        Assert.That((transcript.Text, transcript.Language), Is.EqualTo(("the a t", "und")));
        // A mark at step m: m frames heard, of which the text is as old as the delay.
        Assert.That(transcript.Words[2].Start.TotalSeconds, Is.EqualTo((34 * 0.08) - 0.5).Within(1e-6));
        Assert.That(transcript.Words.Select(word => word.Confidence), Is.All.EqualTo(0.5).Within(1e-6));
        TranscriptChecks.AssertSound(transcript, TimeSpan.FromSeconds(5));
        Transcript one = await recognizer.TranscribeAsync(Seconds(5), new TranscriptionOptions { Timestamps = false });
        Assert.That(one.Segments.Single().Text, Is.EqualTo("the a t"));
        Assert.That(one.Words, Is.Empty);
    }

    // Prefix, sound and 1.5 s behind it; as many steps as whole frames.
    [TestCase(1, 0.0, 18)]
    [TestCase(1919, 0.0, 19)]
    [TestCase(1920, 0.0, 19)]
    [TestCase(480, 0.0, 19)]
    [TestCase(479, 0.0, 18)]
    [TestCase(1, 1.0, 31)]
    [TestCase(240_000, 0.0, 143)]
    public async Task Transcribe_ClipsOfAnyLength_TakeAStepForEachWholeFrame(int samples, double prefix, int steps)
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("_") { Prefix = prefix }.Load());
        Transcript transcript = await recognizer.TranscribeAsync(AudioSource.FromSamples(new float[samples], 24_000));
        Assert.That(transcript.Diagnostics.DecoderSteps, Is.EqualTo(steps));
        Assert.That(transcript.Coverage.Single(), Is.EqualTo(new CoverageSpan(TimeSpan.Zero, transcript.Duration, CoverageKind.NoSpeech, "the model wrote no text")));
    }

    // A word right before the end of what is said comes when the sound is over.
    [Test]
    public async Task Transcribe_TextThatComesBehindTheSound_IsThereAndEndsWithIt()
    {
        string script = string.Join(' ', Enumerable.Repeat("_", 14)) + " 0 ▁the";
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel(script).Load());
        Transcript transcript = await recognizer.TranscribeAsync(Seconds(1), new TranscriptionOptions { WordTimestamps = true });
        Assert.That(transcript.Text, Is.EqualTo("the"));
        Assert.That(transcript.Words[0].End, Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task Transcribe_Ranges_AreStreamsOfTheirOwn()
    {
        ScriptedModel model = new("_ _ _ _ _ _ _ _ 0 ▁the 0");
        using KyutaiSttRecognizer recognizer = new(model.Load());
        List<TranscriptionProgress> progress = [];
        Transcript transcript = await recognizer.TranscribeAsync(Seconds(20), new TranscriptionOptions
        {
            WordTimestamps = true,
            Ranges = [Range(1, 3), Range(10, 12.5), Range(19, 25), Range(30, 31)],
            Progress = new Listener(progress),
        });
        Assert.That(transcript.Words.Select(word => Math.Round(word.Start.TotalSeconds, 6)), Is.EqualTo((double[])[1.14, 10.14, 19.14]));
        Assert.That(transcript.Coverage.Select(span => span.Kind), Is.EqualTo((CoverageKind[])[
            CoverageKind.Dropped, CoverageKind.Transcribed, CoverageKind.Dropped, CoverageKind.Transcribed, CoverageKind.Dropped, CoverageKind.Transcribed]));
        Assert.That(transcript.Diagnostics.Warnings.Single(), Does.Contain("a range begins at 30 s"));
        Assert.That(progress[^1], Is.EqualTo(new TranscriptionProgress(0, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20))));
        Assert.That(model.Encoders, Is.Zero);

        static TimeRange Range(double start, double end) => new(TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(end));
    }

    [Test]
    public async Task Transcribe_OptionsOfOtherModels_AreAllNamed()
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("_").Load());
        InvalidOptionException error = (await Assert.ThrowsAsync<InvalidOptionException>(() => recognizer.TranscribeAsync(Seconds(1), new TranscriptionOptions
        {
            Task = SpeechTask.Translate, Language = "de", Prompt = "p", Hotwords = [new Hotword("name")], LongForm = LongForm.Batched, VoiceActivity = new(), JournalPath = "j",
            Ctc = new CtcOptions(), Decoding = new DecodingOptions { BeamSize = 5, Alternatives = 2 }, Fallback = new FallbackOptions { Temperatures = [0.5] },
        })))!;
        foreach (string part in (string[])["Task has", "Language is 'de'", "Prompt has", "Hotwords has", "LongForm has", "VoiceActivity is on", "JournalPath has", "Ctc has", "BeamSize has", "Alternatives has", "Fallback has"])
            Assert.That(error.Message, Does.Contain(part));
        await recognizer.TranscribeAsync(Seconds(1), new TranscriptionOptions { VoiceActivity = VoiceActivityOptions.Off, Decoding = new DecodingOptions { BeamSize = 1 } });
    }

    [Test]
    public async Task Transcribe_AStepThatFails_IsAnErrorOfItsCallsAndTheNextOneWorks()
    {
        ScriptedModel model = new(TwoUtterances) { Stepping = () => throw new SpeechException("out of order") };
        using KyutaiSttRecognizer recognizer = new(model.Load());
        await Assert.ThatAsync(() => recognizer.TranscribeBatchAsync([Seconds(5), Seconds(5)]), Throws.TypeOf<SpeechException>().With.Message.EqualTo("out of order"));
        model.Stepping = () => { };
        Assert.That((await recognizer.TranscribeAsync(Seconds(5))).Text, Is.EqualTo("the a t"));
    }

    [Test]
    public async Task Transcribe_Cancelled_ReturnsAtOnceAndDisposingWaitsForTheStep()
    {
        using ManualResetEventSlim inStep = new(), go = new();
        ScriptedModel model = new(TwoUtterances)
        {
            Stepping = () =>
            {
                inStep.Set();
                go.Wait();
            },
        };
        KyutaiSttRecognizer recognizer = new(model.Load());
        using CancellationTokenSource stop = new();
        Task<Transcript> call = recognizer.TranscribeAsync(Seconds(5), cancellationToken: stop.Token);
        inStep.Wait();
        recognizer.Dispose();
        await Assert.ThatAsync(() => recognizer.TranscribeAsync(Seconds(5)), Throws.TypeOf<ObjectDisposedException>());
        stop.CancelAfter(0);
        Task release = Task.Run(async () =>
        {
            await Task.Delay(50);
            go.Set();
        });
        await Assert.ThatAsync(() => call, Throws.InstanceOf<OperationCanceledException>());
        await release;
    }

    private static AudioSource Seconds(double seconds) => AudioSource.FromSamples(new float[(int)(seconds * 24_000)], 24_000);

    private sealed class Listener(List<TranscriptionProgress> reports) : IProgress<TranscriptionProgress>
    {
        public void Report(TranscriptionProgress value) => reports.Add(value);
    }
}
