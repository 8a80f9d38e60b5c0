using System.Globalization;
using System.Text.Json;
using CsCheck;
using Speech.Sdk.Evaluation.Inputs;
using Speech.Sdk.Tests.Evaluation.Inputs;
using Speech.Sdk.Tests.Transcripts;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>Whatever a transcript says, a file of it holds as many entries as it has segments, with their times and texts.</summary>
public sealed class TranscriptWriterPropertyTests
{
    private static readonly Gen<Transcript> Transcripts = Gen.Select(Gen.Int[0, 4_000_000], Gen.Int[0, 30_000], Arbitrary.BrokenText).Array[0, 5].Select(segments => TranscriptExamples.Create() with
    {
        Segments = [.. segments.Select(segment => new Segment { Start = Time(segment.Item1), End = Time(segment.Item1 + segment.Item2), Text = " " + segment.Item3, Tokens = [] })],
    });

    // Line ends of a text are kept in some formats, as openai-whisper keeps them.
    private static readonly Gen<Transcript> OfLines = Transcripts.Select(transcript => transcript with { Segments = [.. transcript.Segments.Select(segment => segment with { Text = OneLine(segment) })] });

    [Test]
    public void JsonLines_AnyTranscript_IsOneObjectWithItsTexts() => Property.Holds(
        Gen.Select(Transcripts, Arbitrary.BrokenText),
        given =>
        {
            (Transcript transcript, string file) = given;
            string written = TranscriptWriters.JsonLines.Written(transcript, file);
            Assert.That(written.Count(letter => letter == '\n'), Is.EqualTo(1));
            foreach (string text in (string[])[written, TranscriptWriters.Json.Written(transcript, file)])
            {
                using JsonDocument json = JsonDocument.Parse(text);
                Assert.That(json.RootElement.GetProperty("file").GetString(), Is.EqualTo(Arbitrary.WellFormed(file)));
                Assert.That(
                    json.RootElement.GetProperty("segments").EnumerateArray().Select(segment => (segment.GetProperty("start").GetDouble(), segment.GetProperty("end").GetDouble(), segment.GetProperty("text").GetString())),
                    Is.EqualTo(transcript.Segments.Select(segment => (segment.Start.TotalSeconds, segment.End.TotalSeconds, Arbitrary.WellFormed(segment.Text)))));
            }
        },
        times: 200);

    [Test]
    public void Csv_AnyTranscript_IsReadBackByOurOwnReader() => Property.Holds(
        Transcripts,
        transcript =>
        {
            using DataFolder folder = new();
            folder.Add("a.csv", TranscriptWriters.Csv.Written(transcript));
            Assert.That(
                CsvRecords.Read(folder["a.csv"]).Skip(1).Select(record => string.Join('|', record.Cells)),
                Is.EqualTo(transcript.Segments.Select(segment => $"{Milliseconds(segment)}|{Arbitrary.WellFormed(segment.Text.Trim()).Replace("\r\n", "\n", StringComparison.Ordinal)}")));
        },
        times: 100);

    [Test]
    public void Tsv_AnyTranscript_IsALineASegment() => Property.Holds(
        OfLines,
        transcript => Assert.That(
            Lines(TranscriptWriters.Tsv.Written(transcript)).Skip(1),
            Is.EqualTo(transcript.Segments.Select(segment => $"{Milliseconds(segment).Replace('|', '\t')}\t{OneLine(segment).Replace('\t', ' ')}"))),
        times: 200);

    [Test]
    public void Txt_AnyTranscript_IsALineASegment() => Property.Holds(
        OfLines, transcript => Assert.That(Lines(TranscriptWriters.Txt.Written(transcript)), Is.EqualTo(transcript.Segments.Select(OneLine))), times: 200);

    [Test]
    public void Lrc_AnyTranscript_IsALineASegment() => Property.Holds(
        Transcripts,
        transcript => Assert.That(Lines(TranscriptWriters.Lrc.Written(transcript)).Skip(1), Is.EqualTo(transcript.Segments.Select(segment => $"[{Hundredths(segment.Start)}]{OneLine(segment)}"))),
        times: 200);

    [TestCase("srt")]
    [TestCase("vtt")]
    public void Subtitles_AnyTranscript_AreACueASegment(string format) => Property.Holds(
        Transcripts,
        transcript => Assert.That(
            PlainCues.Read(TranscriptWriters.Find(format)!.Written(transcript), format == "srt"),
            Is.EqualTo(transcript.Segments.Select(segment => new PlainCues.Cue(segment.Start, segment.End, PlainCues.TextOf(segment.Text))))),
        times: 300);

    private static string OneLine(Segment segment) => segment.Text.Trim().ReplaceLineEndings(" ");

    private static string Milliseconds(Segment segment) => $"{segment.Start.TotalMilliseconds:0}|{segment.End.TotalMilliseconds:0}";

    // Minutes go on beyond an hour, and there are two digits of a fraction.
    private static string Hundredths(TimeSpan time)
    {
        decimal rounded = Math.Round(time.Ticks / (decimal)TimeSpan.TicksPerSecond, 2);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)(rounded / 60):00}:{rounded % 60:00.00}");
    }

    private static TimeSpan Time(int milliseconds) => TimeSpan.FromTicks(milliseconds * TimeSpan.TicksPerMillisecond);

    // A reader of lines knows no more ends than these.
    private static string[] Lines(string text) => text.Length == 0 ? [] : text[..^1].Split('\n', '\r');
}
