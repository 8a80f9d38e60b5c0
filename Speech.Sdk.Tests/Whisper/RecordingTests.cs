using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>How decoded windows become segments, positions and an account of every second. The model's windows are 1 s.</summary>
public sealed class RecordingTests
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
        _model?.Graphs.Dispose();
        _folder?.Dispose();
    }

    [Test]
    public void Add_LessThanAFrameLeft_IsDone()
    {
        Recording recording = Of(seconds: 1.005);
        recording.Add(Window([Time(0), .. Text("a"), Time(1)]), timestamps: true);
        Assert.That((recording.Done, recording.Position), Is.EqualTo((true, recording.Duration)));
        Assert.That(recording.ToTranscript().Coverage, Is.EqualTo(new[] { new CoverageSpan(TimeSpan.Zero, recording.Duration, CoverageKind.Transcribed) }));
    }

    [Test]
    public void Add_PairInTheMiddle_ContinuesThere()
    {
        Recording recording = Of(seconds: 2);
        recording.Add(Window([Time(0), .. Text("a"), Time(0.4), Time(0.4), .. Text("b")]), timestamps: true);
        Assert.That(recording.Position, Is.EqualTo(TimeSpan.FromSeconds(0.4)));
        Assert.That(recording.ToTranscript().Text, Is.EqualTo("a"));
    }

    [Test]
    public void Add_TextTimedBehindTheEnd_IsAccountedFor()
    {
        Recording recording = Of(seconds: 0.5);
        recording.Add(Window([Time(0), .. Text("a"), Time(0.4), Time(0.6), .. Text("b"), Time(0.8)]), timestamps: true);
        Transcript transcript = recording.ToTranscript();
        Assert.That(transcript.Text, Is.EqualTo("a"));
        Assert.That(transcript.Coverage.Single().Reason, Does.Contain("\"b\""));
    }

    [TestCase(0.7, -1.2, CoverageKind.NoSpeech)]
    [TestCase(0.7, -0.9, CoverageKind.Transcribed, Description = "the text is convincing")]
    [TestCase(0.5, -1.2, CoverageKind.Transcribed, Description = "silence is unlikely")]
    public void Add_LikelySilence_IsJudgedByBothScores(double noSpeech, double average, CoverageKind expected)
    {
        Recording recording = Of(seconds: 1);
        recording.Add(Window([Time(0), .. Text("a"), Time(1)]) with { NoSpeechProbability = noSpeech, AverageLogProbability = average }, timestamps: true);
        Transcript transcript = recording.ToTranscript();
        Assert.That(transcript.Coverage.Single().Kind, Is.EqualTo(expected));
        Assert.That(transcript.Segments, Has.Count.EqualTo(expected == CoverageKind.NoSpeech ? 0 : 1));
    }

    [Test]
    public void Add_StoppedAtTheLimit_SaysSo()
    {
        Recording recording = Of(seconds: 1);
        recording.Add(Window([Time(0), .. Text("aaaa")]) with { Ended = false }, timestamps: true);
        Assert.That(recording.ToTranscript().Coverage.Single().Reason, Does.Contain("limit of 5 tokens"));
    }

    private Recording Of(double seconds) => new(_model!, index: 0, new float[(int)(16_000 * seconds)], _model!.Tokenizer.Languages.Find("en"), warnings: []);

    private int Time(double seconds) => _model!.Tokenizer.Timestamp(TimeSpan.FromSeconds(seconds));

    private int[] Text(string text) => _model!.Tokenizer.Encode(text);

    private static DecodedWindow Window(params int[] tokens) => new()
    {
        Tokens = tokens, AverageLogProbability = -0.3, NoSpeechProbability = 0.01, CompressionRatio = 1, Ended = true,
    };
}
