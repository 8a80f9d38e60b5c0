using System.Text.Json.Nodes;
using Speech.Sdk.Alignments.Writers;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Alignments;

public sealed class AlignmentWriterTests
{
    private static readonly Alignment Example = new()
    {
        Lines =
        [
            new("He said \"hi\" -->", Time(0.5), Time(1.2), [new("He", Time(0.5), Time(0.7), 0.9, [new("H", Time(0.5), Time(0.6), 0.9), new("e", Time(0.6), Time(0.7), 0.9)]), new("said", Time(0.7), Time(0.9), 0.8, []), new("\"hi\"", Time(1), Time(1.2), 0.75, []), new("-->", Time(1.2), Time(1.2), 0, [])]),
            new("Bye", Time(3700.25), Time(3700.5), [new("Bye", Time(3700.25), Time(3700.5), 0.5, [new("Bye", Time(3700.25), Time(3700.5), 0.5)])]),
        ],
        Duration = Time(3701),
        Model = "tiny",
        ExecutionProvider = ExecutionProvider.Cpu,
        Warnings = ["cut off"],
    };

    [Test]
    public void Srt_ACueALine() => Assert.That(Written("srt"), Is.EqualTo("""
        1
        00:00:00,500 --> 00:00:01,200
        He said "hi" ->

        2
        01:01:40,250 --> 01:01:40,500
        Bye


        """.ReplaceLineEndings("\n")));

    [Test]
    public void Vtt_ACueALine() => Assert.That(Written("vtt"), Is.EqualTo("""
        WEBVTT

        00:00.500 --> 00:01.200
        He said "hi" ->

        01:01:40.250 --> 01:01:40.500
        Bye


        """.ReplaceLineEndings("\n")));

    [Test]
    public void Ctm_AWordALine() => Assert.That(Written("ctm"), Is.EqualTo("""
        my_talk 1 0.500 0.200 He 0.900
        my_talk 1 0.700 0.200 said 0.800
        my_talk 1 1.000 0.200 "hi" 0.750
        my_talk 1 1.200 0.000 --> 0.000
        my_talk 1 3700.250 0.250 Bye 0.500

        """.ReplaceLineEndings("\n")));

    [TestCase(".wav")]
    [TestCase(" .wav")]
    public void Ctm_RecordingWithoutAName_HasAField(string file)
    {
        StringWriter output = new();
        AlignmentWriters.Find("ctm")!.Write(output, Example, file);
        Assert.That(output.ToString(), Does.StartWith("_ 1 0.500 0.200 He 0.900\n"));
    }

    [Test]
    public void TextGrid_Tiers_FillTheRecording()
    {
        string[] lines = [.. Written("textgrid", characters: true).Split('\n').Select(line => line.Trim())];

        Assert.That(lines.Take(8), Is.EqualTo(new[] { "File type = \"ooTextFile\"", "Object class = \"TextGrid\"", "", "xmin = 0", "xmax = 3701", "tiers? <exists>", "size = 3", "item []:" }));
        Assert.That(lines.Where(line => line.StartsWith("name", StringComparison.Ordinal)), Is.EqualTo(new[] { "name = \"lines\"", "name = \"words\"", "name = \"characters\"" }));
        Assert.That(Intervals(lines, "words"), Is.EqualTo(new[]
        {
            "0-0.5 \"\"", "0.5-0.7 \"He\"", "0.7-0.9 \"said\"", "0.9-1 \"\"", "1-1.2 \"\"\"hi\"\"\"", "1.2-3700.25 \"\"", "3700.25-3700.5 \"Bye\"", "3700.5-3701 \"\"",
        }));
        Assert.That(Intervals(lines, "characters"), Has.Exactly(6).Items);
    }

    [Test]
    public void TextGrid_WithoutCharacters_HasTwoTiers() => Assert.That(Written("textgrid"), Does.Contain("size = 2 \n").And.Not.Contain("characters"));

    [TestCase(false)]
    [TestCase(true)]
    public void Json_Everything(bool characters)
    {
        JsonNode json = JsonNode.Parse(Written("json", characters))!;

        Assert.That((string?)json["file"], Is.EqualTo("my talk.wav"));
        Assert.That((double)json["duration"]!, Is.EqualTo(3701));
        Assert.That((string?)json["executionProvider"], Is.EqualTo("cpu"));
        Assert.That((string?)json["warnings"]![0], Is.EqualTo("cut off"));
        JsonNode word = json["lines"]![0]!["words"]![0]!;
        Assert.That(((string?)word["text"], (double)word["start"]!, (double)word["end"]!, (double)word["confidence"]!), Is.EqualTo(("He", 0.5, 0.7, 0.9)));
        Assert.That(word["characters"]?.AsArray().Count, Is.EqualTo(characters ? 2 : null));
    }

    [Test]
    public void Find_EveryFormat_HasItsWriter()
    {
        Assert.That(AlignmentWriters.Formats.Select(format => AlignmentWriters.Find(format)!.Format), Is.EqualTo(AlignmentWriters.Formats));
        Assert.That(AlignmentWriters.Find("txt"), Is.Null);
    }

    private static string Written(string format, bool characters = false)
    {
        StringWriter output = new();
        AlignmentWriters.Find(format, characters)!.Write(output, Example, "my talk.wav");
        return output.ToString();
    }

    private static IEnumerable<string> Intervals(string[] lines, string tier)
    {
        int first = Array.IndexOf(lines, $"name = \"{tier}\""), end = Array.FindIndex(lines, first, line => line.StartsWith("item [", StringComparison.Ordinal));
        string[] tierLines = lines[first..(end < 0 ? lines.Length : end)];
        for (int at = 0; at < tierLines.Length; at++)
        {
            if (tierLines[at].StartsWith("intervals [", StringComparison.Ordinal))
                yield return $"{Value(tierLines[at + 1])}-{Value(tierLines[at + 2])} {Value(tierLines[at + 3])}";
        }

        static string Value(string line) => line[(line.IndexOf('=', StringComparison.Ordinal) + 2)..];
    }

    private static TimeSpan Time(double seconds) => TimeSpan.FromSeconds(seconds);
}
