using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Tests.Transcripts;

/// <summary>Against what openai-whisper's own writers wrote.</summary>
public sealed class SubtitleReferenceTests
{
    private const string Fixture = "fixtures/text/subtitles.json";

    [TestCase("txt", ExpectedResult = 5)]
    [TestCase("srt", ExpectedResult = 24)]
    [TestCase("vtt", ExpectedResult = 42)]
    [TestCase("tsv", ExpectedResult = 4)]
    public int Write_ReferenceResult_SameFile(string format)
    {
        JsonNode fixture = Shared.Json(Fixture);
        var cases = Cases(fixture, "subtitles").Where(c => (string?)c["arguments"]!["format"] == format).ToList();
        foreach (JsonNode @case in cases)
        {
            string name = (string)@case["input"]!;
            ITranscriptWriter writer = TranscriptWriters.Find(format, Options(@case["arguments"]!))!;
            Assert.That(writer.Written(TranscriptExamples.FromReference(fixture["results"]![name]!)),
                Is.EqualTo((string)@case["expected"]!), $"{name} {@case["arguments"]!.ToJsonString()}");
        }

        return cases.Count;
    }

    [Test]
    public void Timestamp_ReferenceSeconds_SameText()
    {
        var cases = Cases(Shared.Json(Fixture), "format_timestamp").Where(c => (double)c["input"]! >= 0).ToList();
        Assert.That(cases, Has.Count.GreaterThan(15));
        foreach (JsonNode @case in cases)
        {
            TimeSpan time = TimeSpan.FromSeconds((double)@case["input"]!);
            string actual = (bool)@case["arguments"]!["always_include_hours"]! ? Timestamp.Srt(time) : Timestamp.Vtt(time);
            Assert.That(actual, Is.EqualTo((string)@case["expected"]!), time.ToString());
        }
    }

    private static SubtitleOptions Options(JsonNode arguments) => new()
    {
        MaxLineWidth = (int?)arguments["max_line_width"],
        MaxLineCount = (int?)arguments["max_line_count"],
        MaxWordsPerLine = (int?)arguments["max_words_per_line"],
        HighlightWords = (bool?)arguments["highlight_words"] ?? false,
    };

    private static IEnumerable<JsonNode> Cases(JsonNode fixture, string function) =>
        fixture["cases"]!.AsArray().Where(c => (string)c!["function"]! == function)!;
}
