using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Tests.Transcripts;

/// <summary>Against what openai-whisper's own writers wrote.</summary>
public sealed class SubtitleReferenceTests
{
    private const string Fixture = "fixtures/text/subtitles.json";

    [TestCase("txt", ExpectedResult = 5)]
    [TestCase("srt", ExpectedResult = 4)]
    [TestCase("vtt", ExpectedResult = 4)]
    [TestCase("tsv", ExpectedResult = 4)]
    public int Write_ReferenceResult_SameFile(string format)
    {
        JsonNode fixture = Shared.Json(Fixture);
        var cases = Cases(fixture, "subtitles").Where(c => c["arguments"]!.AsObject() is { Count: 1 } only && (string?)only["format"] == format).ToList();
        foreach (JsonNode @case in cases)
        {
            string name = (string)@case["input"]!;
            Assert.That(TranscriptWriters.Find(format)!.Written(TranscriptExamples.FromReference(fixture["results"]![name]!)),
                Is.EqualTo((string)@case["expected"]!), name);
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

    private static IEnumerable<JsonNode> Cases(JsonNode fixture, string function) =>
        fixture["cases"]!.AsArray().Where(c => (string)c!["function"]! == function)!;
}
