using Speech.Sdk.Audio;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>Clips of unequal length through the embedded model, whose decoder takes their windows together.</summary>
internal sealed class MixedLengthTests
{
    private const int Rate = 16_000;
    private static readonly double[] Seconds = [2, 7.5, 4.5, 9.5, 3];

    private WhisperRecognizer? _recognizer;
    private List<(int Frames, int Windows)> _decoded = [];
    private List<int> _encoded = [];

    [OneTimeSetUp]
    public void Load()
    {
        WhisperModel model = LoadedParts.Load(Repository.Path("models/whisper-base"));
        WatchedGraphs graphs = new(model.Graphs);
        (_decoded, _encoded) = (graphs.Decoded, graphs.Encoded);
        _recognizer = new WhisperRecognizer(model with { Graphs = graphs }, "int8");
    }

    [OneTimeTearDown]
    public void Dispose() => _recognizer?.Dispose();

    [SetUp]
    public void Forget()
    {
        _decoded.Clear();
        _encoded.Clear();
    }

    [Test]
    public async Task TranscribeBatch_UnequalLengths_AreDecodedTogetherAndGiveWhatEachGivesAlone()
    {
        AudioSource[] clips = Clips();
        TranscriptionOptions options = new() { Language = "en", WordTimestamps = true, BatchSize = 8 };
        IReadOnlyList<Transcript> together = await _recognizer!.TranscribeBatchAsync(clips, options);
        Assert.That(_decoded[0].Windows, Is.EqualTo(clips.Length));
        for (int clip = 0; clip < clips.Length; clip++)
        {
            Transcript alone = await _recognizer.TranscribeAsync(clips[clip], options);
            TranscriptChecks.AssertSame(together[clip], alone);
            Assert.That(alone.Text, Is.Not.Empty);
        }
    }

    [TestCase(2, "2 3, 7.5 9.5, 4.5")]
    [TestCase(3, "2 3 4.5, 7.5 9.5")]
    [TestCase(null, "2 3 4.5 7.5, 9.5", Description = "Four on a processor")]
    public async Task TranscribeBatch_MoreThanFitARound_HearsThoseOfLikeLengthTogether(int? batchSize, string rounds)
    {
        await _recognizer!.TranscribeBatchAsync(Clips(), new TranscriptionOptions { Language = "en", Timestamps = false, BatchSize = batchSize, Decoding = new() { MaxTokens = 1 }, Fallback = new() { Temperatures = [0] } });
        Assert.That(_decoded.Select(run => run.Windows), Is.EqualTo(rounds.Split(", ").Select(round => round.Split(' ').Length)));
        Assert.That(_encoded, Is.EqualTo(rounds.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Frames)));
    }

    private static AudioSource[] Clips()
    {
        float[] speech = AudioSource.FromFile(Repository.Path("samples/printing.flac")).ReadAll(Rate);
        return [.. Seconds.Select(seconds => AudioSource.FromSamples(speech.AsMemory(0, (int)(seconds * Rate)), Rate))];
    }

    // Three seconds of silence more, in steps of two.
    private static int Frames(string seconds) => 200 * (int)Math.Ceiling((double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture) + 3) / 2);
}
