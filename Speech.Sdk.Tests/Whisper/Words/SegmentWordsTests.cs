using System.Text.Json.Nodes;
using Speech.Sdk.Models.Whisper.Words;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper.Words;

/// <summary>What openai-whisper makes of random words: word-windows.json says how it was recorded.</summary>
public sealed class SegmentWordsTests
{
    private const double Rounding = 1e-9;

    private static IEnumerable<TestCaseData> Recorded() =>
        JsonNode.Parse(File.ReadAllText(Repository.Path("Speech.Sdk.Tests/Whisper/Words/word-windows.json")))!["cases"]!.AsArray()
            .Select((recorded, index) => new TestCaseData(recorded!).SetArgDisplayNames($"window {index}"));

    [TestCaseSource(nameof(Recorded))]
    public void Add_RecordedWindow_GivesTheReferencesTimes(JsonNode recorded)
    {
        double[] window = Numbers(recorded["window"]);
        WordSegment[] segments = [.. recorded["segments"]!.AsArray().Select(Numbers).Select(segment => new WordSegment(segment[0], segment[1], (int)segment[2]))];
        WordTiming[] words =
        [
            .. recorded["words"]!.AsArray().Select(word => new WordTiming((string)word![0]!, (int)word[1]!, (double)word[2]!, (double)word[3]!, (double)word[4]!)),
        ];
        IReadOnlyList<WordSegment> timed = SegmentWords.Add(segments, words, window[0] / 100, window[3]);
        WordSegment[] expected = Timed(recorded);
        Assert.That(timed.Select(segment => segment.Words.Select(word => word.Text)), Is.EqualTo(expected.Select(segment => segment.Words.Select(word => word.Text))));
        Assert.That(Times(timed), Is.EqualTo(Times(expected)).Within(Rounding));
    }

    [TestCaseSource(nameof(Recorded))]
    public void After_RecordedWindow_GoesOnWhereTheReferenceDoes(JsonNode recorded)
    {
        double[] window = Numbers(recorded["window"]);
        var place = new WindowAdvance.Window((int)window[0], (int)window[1], 3000, (int)window[2], (bool)recorded["single"]!, window[3]);
        WindowAdvance.Outcome outcome = WindowAdvance.After(Timed(recorded), place, (int)recorded["seek"]!, (double?)recorded["silence"]);
        JsonArray next = recorded["next"]!.AsArray();
        Assert.That((outcome.Seek, outcome.Kept, outcome.IsVoid), Is.EqualTo(((int)next[0]!, (int)next[1]!, (bool)next[2]!)));
        Assert.That(outcome.LastSpeech, Is.EqualTo((double)next[3]!).Within(Rounding));
    }

    [Test]
    public void Add_PunctuationOfItsOwn_JoinsItsWordAndKeepsTheWordsTime()
    {
        WordTiming[] words = [new(" say", 1, 0, 0.4, 0.9), new(" \"", 1, 0.4, 0.5, 0.1), new("yes", 2, 0.5, 0.9, 0.8), new(",", 1, 0.9, 1.4, 0.2), new("\"", 1, 1.4, 1.5, 0.3)];
        IReadOnlyList<WordTiming> joined = SegmentWords.Add([new WordSegment(0, 1, 6)], words, windowStart: 10, lastSpeech: 10)[0].Words;
        Assert.That(joined, Is.EqualTo(new[] { new WordTiming(" say", 1, 10, 10.4, 0.9), new WordTiming(" \"yes,\"", 5, 10.5, 10.9, 0.8) }));
    }

    private static WordSegment[] Timed(JsonNode recorded) =>
    [
        .. recorded["timed"]!.AsArray().Select(segment => new WordSegment((double)segment![0]!, (double)segment[1]!, TextTokens: 0)
        {
            Words = [.. segment[2]!.AsArray().Select(word => new WordTiming((string)word![0]!, Tokens: 1, (double)word[1]!, (double)word[2]!, (double)word[3]!))],
        }),
    ];

    private static double[] Times(IEnumerable<WordSegment> segments) =>
        [.. segments.SelectMany(segment => segment.Words.SelectMany(word => (double[])[word.Start, word.End, word.Probability]).Prepend(segment.End).Prepend(segment.Start))];

    private static double[] Numbers(JsonNode? numbers) => [.. numbers!.AsArray().Select(number => (double)number!)];
}
