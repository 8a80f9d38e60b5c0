using Speech.Sdk.Audio;
using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>How decoded windows become segments, positions and an account of every second. The model's windows are 1 s.</summary>
public sealed class PassageTests
{
    private TinyModel? _folder;
    private WhisperModel? _model;

    [OneTimeSetUp]
    public void Load()
    {
        _folder = new TinyModel();
        _model = LoadedParts.Load(_folder.Folder);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _model?.Dispose();
        _folder?.Dispose();
    }

    [Test]
    public void Add_LessThanAFrameLeft_IsDone()
    {
        using Subject subject = Of(seconds: 1.005);
        subject.Passage.Add(Window([Time(0), .. Text("a"), Time(1)]), times: null);
        Assert.That(subject.Passage.Done, Is.True);
        Assert.That(subject.Coverage, Is.EqualTo(new[] { new CoverageSpan(TimeSpan.Zero, TimeSpan.FromSeconds(16_080 / 16_000.0), CoverageKind.Transcribed) }));
    }

    [Test]
    public void Add_PairInTheMiddle_ContinuesThere()
    {
        using Subject subject = Of(seconds: 2);
        subject.Passage.Add(Window([Time(0), .. Text("a"), Time(0.4), Time(0.4), .. Text("b")]), times: null);
        Assert.That(subject.Passage.Seek, Is.EqualTo(6_400));
        Assert.That(subject.Passage.Segments.Single().Text, Is.EqualTo("a"));
    }

    [Test]
    public void Add_TextTimedBehindTheEnd_IsAccountedFor()
    {
        using Subject subject = Of(seconds: 0.5);
        subject.Passage.Add(Window([Time(0), .. Text("a"), Time(0.4), Time(0.6), .. Text("b"), Time(0.8)]), times: null);
        Assert.That(subject.Passage.Segments.Single().Text, Is.EqualTo("a"));
        Assert.That(subject.Coverage.Single().Reason, Does.Contain("\"b\""));
    }

    [TestCase(0.7, -1.2, CoverageKind.NoSpeech)]
    [TestCase(0.7, -0.9, CoverageKind.Transcribed, Description = "the text is convincing")]
    [TestCase(0.5, -1.2, CoverageKind.Transcribed, Description = "silence is unlikely")]
    public void Add_LikelySilence_IsJudgedByBothScores(double noSpeech, double average, CoverageKind expected)
    {
        using Subject subject = Of(seconds: 1);
        subject.Passage.Add(Window([Time(0), .. Text("a"), Time(1)]) with { NoSpeechProbability = noSpeech, AverageLogProbability = average }, times: null);
        Assert.That(subject.Coverage.Single().Kind, Is.EqualTo(expected));
        Assert.That(subject.Passage.Segments, Has.Count.EqualTo(expected == CoverageKind.NoSpeech ? 0 : 1));
    }

    [TestCase(LongForm.Batched, null, CoverageKind.Dropped)]
    [TestCase(LongForm.Batched, false, CoverageKind.Transcribed)]
    [TestCase(LongForm.Sequential, null, CoverageKind.Transcribed, Description = "as openai-whisper")]
    [TestCase(LongForm.Sequential, true, CoverageKind.Dropped)]
    public void Add_TextThatRepeatsItself_IsDroppedWithTheReason(LongForm longForm, bool? drop, CoverageKind expected)
    {
        using Subject subject = Of(seconds: 1, options: new TranscriptionOptions { Language = "en", LongForm = longForm, DropRepetitions = drop });
        subject.Passage.Add(Window([Time(0), .. Text("a"), Time(1)]) with { CompressionRatio = 7.5 }, times: null);
        Assert.That(subject.Coverage.Single().Kind, Is.EqualTo(expected));
        Assert.That(subject.Coverage.Single().Reason ?? "", expected == CoverageKind.Dropped ? Does.Contain("repeats itself").And.Contain("7.5") : Is.Empty);
        Assert.That(subject.Passage.Segments, Has.Count.EqualTo(expected == CoverageKind.Dropped ? 0 : 1));
    }

    [TestCase(0.4, -1.2, CoverageKind.NoSpeech)]
    [TestCase(0.4, -0.8, CoverageKind.Transcribed, Description = "the text is convincing")]
    [TestCase(2.0, -1.2, CoverageKind.Transcribed, Description = "much sounds like speech")]
    public void Add_UnconvincingTextOfHardlyAnySpeech_IsNone(double speech, double average, CoverageKind expected)
    {
        using Subject subject = Of(seconds: 1, speech: (long)(16_000 * speech));
        subject.Passage.Add(Window([Time(0), .. Text("a"), Time(1)]) with { AverageLogProbability = average }, times: null);
        Assert.That(subject.Coverage.Single().Kind, Is.EqualTo(expected));
    }

    [TestCase(0.4, LongForm.Batched, true)]
    [TestCase(2.0, LongForm.Batched, false)]
    [TestCase(null, LongForm.Batched, false, Description = "nobody looked for speech")]
    [TestCase(0.4, LongForm.Sequential, false, Description = "as openai-whisper")]
    public void HasHardlyAnySpeech_SecondsOfVoice_SaysWhetherTextIsDoubted(double? speech, LongForm longForm, bool expected)
    {
        using Subject subject = Of(seconds: 1, speech: (long?)(16_000 * speech), options: new TranscriptionOptions { Language = "en", LongForm = longForm });
        Assert.That(subject.Passage.HasHardlyAnySpeech, Is.EqualTo(expected));
    }

    [Test]
    public void Add_StoppedAtTheLimit_SaysSo()
    {
        using Subject subject = Of(seconds: 1);
        subject.Passage.Add(Window([Time(0), .. Text("aaaa")]) with { Ended = false }, times: null);
        Assert.That(subject.Coverage.Single().Reason, Does.Contain("limit of 5 tokens"));
    }

    [Test]
    public void Close_EntryTwice_IsABug()
    {
        var ledger = new CoverageLedger();
        ledger.Add(0, 100, CoverageKind.Transcribed);
        ledger.Add(50, 150, CoverageKind.NoSpeech);
        Assert.That(() => CoverageLedger.Close([ledger], 200, 16_000, [new SampleRange(0, 200)]), Throws.InvalidOperationException);
    }

    private Subject Of(double seconds, long? speech = null, TranscriptionOptions? options = null)
    {
        int length = (int)Math.Round(16_000 * seconds);
        var audio = new AudioWindow(AudioSource.FromSamples(new float[length], 16_000).Open(16_000));
        var plan = new TranscriptionPlan(_model!, options ?? new TranscriptionOptions { Language = "en" });
        return new Subject(audio, new Passage(plan, audio, new WindowsOfTheirOwn(_model!.Features), new Stretch([new SampleRange(0, long.MaxValue)], speech is { } heard ? [new SampleRange(0, heard)] : null), beginsRecording: true));
    }

    private int Time(double seconds) => _model!.Tokenizer.Timestamp(TimeSpan.FromSeconds(seconds));

    private int[] Text(string text) => _model!.Tokenizer.Encode(text);

    private static DecodedWindow Window(params int[] tokens) => new()
    {
        Tokens = tokens, AverageLogProbability = -0.3, NoSpeechProbability = 0.01, CompressionRatio = 1, Ended = true,
    };

    private sealed record Subject(AudioWindow Audio, Passage Passage) : IDisposable
    {
        public IReadOnlyList<CoverageSpan> Coverage => CoverageLedger.Close([Passage.Coverage], Audio.End, 16_000, [new SampleRange(0, Audio.End)]);

        public void Dispose() => Audio.Dispose();
    }
}
