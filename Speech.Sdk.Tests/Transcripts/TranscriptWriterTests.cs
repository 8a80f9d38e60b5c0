using System.Text.Json;
using System.Text.Json.Nodes;
using Speech.Sdk.Inference;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Tests.Transcripts;

public sealed class TranscriptWriterTests
{
    private static readonly Transcript Two = TranscriptExamples.Create((0, 1.5, " Guten\tTag --> 東京 🙂."), (1.5, 3661.0005, " <b>\"Zwei\"</b>"));

    [TestCase("txt", "Guten\tTag --> 東京 🙂.\n<b>\"Zwei\"</b>\n")]
    [TestCase("tsv", "start\tend\ttext\n0\t1500\tGuten Tag --> 東京 🙂.\n1500\t3661000\t<b>\"Zwei\"</b>\n")]
    [TestCase("vtt", "WEBVTT\n\n00:00.000 --> 00:01.500\nGuten\tTag -> 東京 🙂.\n\n00:01.500 --> 01:01:01.000\n<b>\"Zwei\"</b>\n\n")]
    [TestCase("srt", "1\n00:00:00,000 --> 00:00:01,500\nGuten\tTag -> 東京 🙂.\n\n2\n00:00:01,500 --> 01:01:01,000\n<b>\"Zwei\"</b>\n\n")]
    [TestCase("csv", "start,end,text\n0,1500,\"Guten\tTag --> 東京 🙂.\"\n1500,3661000,\"<b>\"\"Zwei\"\"</b>\"\n")]
    [TestCase("lrc", "[by:Speech.Sdk]\n[00:00.00]Guten\tTag --> 東京 🙂.\n[00:01.50]<b>\"Zwei\"</b>\n")]
    public void Write_TwoSegments_AsOthersWriteThem(string format, string expected) =>
        Assert.That(TranscriptWriters.Find(format)!.Written(Two), Is.EqualTo(expected));

    [TestCase("txt", "")]
    [TestCase("tsv", "start\tend\ttext\n")]
    [TestCase("vtt", "WEBVTT\n\n")]
    [TestCase("srt", "")]
    [TestCase("csv", "start,end,text\n")]
    [TestCase("lrc", "[by:Speech.Sdk]\n")]
    public void Write_NoSegments_HeaderAlone(string format, string expected) =>
        Assert.That(TranscriptWriters.Find(format)!.Written(TranscriptExamples.Create()), Is.EqualTo(expected));

    [TestCase("vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\na\nb\nc -> d\n\n")]
    [TestCase("srt", "1\n00:00:00,000 --> 00:00:01,000\na\nb\nc -> d\n\n")]
    public void Subtitles_BlankLinesInText_AreLeftOut(string format, string expected) =>
        Assert.That(TranscriptWriters.Find(format)!.Written(TranscriptExamples.Create((0, 1, " a\r\nb\n\nc --> d\n"))), Is.EqualTo(expected));

    [TestCase("srt")]
    [TestCase("vtt")]
    public void Subtitles_ArrowWithinAnArrow_LeavesNone(string format) => Assert.That(
        TranscriptWriters.Find(format)!.Written(TranscriptExamples.Create((0, 1, "a ----> b"))), Does.EndWith("\na -> b\n\n"));

    [Test]
    public void Srt_WordStartsBeforeItsSegment_StaysWithTheSegmentThatHoldsItsText()
    {
        Transcript transcript = TranscriptExamples.Create((0, 2, " one two"), (2, 3, " three")).WithWords(
            [new(" one", Seconds(0.1), Seconds(0.5), 1), new(" two", Seconds(0.5), Seconds(1.8), 1)], [new(" three", Seconds(1.9), Seconds(2.7), 1)]);
        Assert.That(TranscriptWriters.Srt.Written(transcript),
            Is.EqualTo("1\n00:00:00,100 --> 00:00:01,800\none two\n\n2\n00:00:01,900 --> 00:00:02,700\nthree\n\n"));
    }

    [TestCase(0.005, "00:00.00", TestName = "Lrc_HalfAHundredth_RoundsToTheEvenOne")]
    [TestCase(59.9951, "01:00.00", TestName = "Lrc_RoundsUp_CarriesIntoTheMinute")]
    [TestCase(3661.5, "61:01.50", TestName = "Lrc_BeyondAnHour_MinutesGoOn")]
    [TestCase(6000, "100:00.00", TestName = "Lrc_BeyondAHundredMinutes_ThreeDigits")]
    public void Lrc_Time(double start, string expected) =>
        Assert.That(TranscriptWriters.Lrc.Written(TranscriptExamples.Create((start, start + 1, " a\r\nb "))), Is.EqualTo($"[by:Speech.Sdk]\n[{expected}]a b\n"));

    [Test]
    public void Json_FullTranscript_HoldsEverything()
    {
        Transcript transcript = Two with
        {
            LanguageProbabilities = [new("de", 0.75), new("nl", 0.25)],
            Segments = [Two.Segments[0] with
            {
                Language = "nl", Tokens = [1, 2], Words = [new(" Guten", Seconds(0.12345), Seconds(0.5), 0.5)], AverageLogProbability = double.NegativeInfinity, NoSpeechProbability = 0.1, CompressionRatio = 1.5, Temperature = 0.2,
                Alternatives = [new(" Gute Tage", -0.5, [3]), new(" Gute", -3, [4]) { AcousticScore = -2, LanguageScore = -1 }],
            }],
            Coverage = [new(TimeSpan.Zero, Seconds(1.5), CoverageKind.Transcribed), new(Seconds(1.5), Seconds(2), CoverageKind.NoSpeech, "quiet")],
            Diagnostics = new() { Model = "m", ExecutionProvider = ExecutionProvider.DirectMl, Encoder = Seconds(0.0015), DecoderSteps = 7 },
        };
        const string expected = """
            {"file":"clips/ä.wav","text":" Guten\tTag --> 東京 🙂. <b>\"Zwei\"</b>","language":"en",
            "languageProbabilities":{"de":0.75,"nl":0.25},"duration":3661,
            "segments":[{"id":0,"start":0,"end":1.5,"windowStart":0,"language":"nl","text":" Guten\tTag --> 東京 🙂.","tokens":[1,2],"avgLogprob":null,"noSpeechProb":0.1,
            "compressionRatio":1.5,"temperature":0.2,"words":[{"text":" Guten","start":0.123,"end":0.5,"confidence":0.5}],"alternatives":[{"text":" Gute Tage","score":-0.5,"tokens":[3]},{"text":" Gute","score":-3,"acousticScore":-2,"languageScore":-1,"tokens":[4]}]}],
            "words":[{"text":" Guten","start":0.123,"end":0.5,"confidence":0.5}],
            "coverage":[{"start":0,"end":1.5,"kind":"transcribed"},{"start":1.5,"end":2,"kind":"noSpeech","reason":"quiet"}],
            "diagnostics":{"model":"m","executionProvider":"directml","timings":{"audio":0,"features":0,"encoder":0.002,"decoder":0},"decoderSteps":7}}
            """;
        Assert.That(TranscriptWriters.JsonLines.Written(transcript, "clips/ä.wav"), Is.EqualTo(expected.ReplaceLineEndings("") + "\n"));
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(TranscriptWriters.Json.Written(transcript, "clips/ä.wav")), JsonNode.Parse(expected)), Is.True);
    }

    [Test]
    public void Json_Indented_TokensStayOnOneLine()
    {
        string text = TranscriptWriters.Json.Written(Two);
        Assert.That(text, Does.Contain("\n  \"language\": \"en\",\n").And.Contain("\"tokens\": [50364]").And.EndsWith("}\n"));
        Assert.That(text, Does.Not.Contain("\r").And.Not.Contain("languageProbabilities").And.Not.Contain("alternatives"));
    }

    [Test]
    public void JsonLines_LineBreaksInText_OneLineAnObject()
    {
        string text = TranscriptWriters.JsonLines.Written(TranscriptExamples.Create((0, 1, " a\nb\r\u2028c")));
        Assert.That(text.Split('\n'), Has.Length.EqualTo(2));
        using JsonDocument document = JsonDocument.Parse(text);
        Assert.That(document.RootElement.GetProperty("text").GetString(), Is.EqualTo(" a\nb\r\u2028c"));
    }

    [TestCase("𠮷 ♪ \uE000 é/<&>'+", ExpectedResult = "𠮷 ♪ \uE000 é/<&>'+")]
    [TestCase("\"\\\u0001\u007f\u2029", ExpectedResult = """\"\\\u0001\u007F\u2029""")]
    public string Json_Text_EscapesOnlyWhatItMust(string text)
    {
        string line = TranscriptWriters.JsonLines.Written(TranscriptExamples.Create((0, 1, text)));
        int start = line.IndexOf("\"text\":\"", StringComparison.Ordinal) + 8;
        return line[start..line.IndexOf("\",\"language\"", StringComparison.Ordinal)];
    }

    [Test]
    public void Json_LoneSurrogate_ReplacementCharacter() =>
        Assert.That(TranscriptWriters.JsonLines.Written(TranscriptExamples.Create((0, 1, "cut " + (char)0xD83D))), Does.Contain("\"cut \uFFFD\""));

    [Test]
    public void Find_UnknownFormat_Null() => Assert.That(TranscriptWriters.Find("doc"), Is.Null);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
