using Speech.Sdk.Transcripts;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Tests.Transcripts;

/// <summary>Expectations are what openai-whisper writes, where it does not fail.</summary>
public sealed class SubtitleOptionTests
{
    private static readonly Transcript Song = TranscriptExamples.Create((0, 2, " One two 🙂🙂 three"), (6, 7, " four five")).WithWords(
        [Word(" One", 0), Word(" two", 0.5), Word(" 🙂🙂", 1), Word(" three", 1.5)], [Word(" four", 6), Word(" five", 6.5)]);

    private static readonly TestCaseData[] Layouts =
    [
        new(new SubtitleOptions { MaxLineWidth = 10 },
            "0-2000 One two 🙂🙂|three 6000-7000 four five") { TestName = "Layout_Width_CodePointsCount" },
        new(new SubtitleOptions { MaxLineWidth = 9, MaxLineCount = 1 },
            "0-1000 One two 1000-2000 🙂🙂 three 6000-7000 four five") { TestName = "Layout_WidthAndCount_LongPauseEndsASubtitle" },
        new(new SubtitleOptions { MaxLineWidth = 40, MaxLineCount = 2 },
            "0-2000 One two 🙂🙂 three 6000-7000 four five") { TestName = "Layout_RoomForAll_LongPauseEndsASubtitle" },
        new(new SubtitleOptions { MaxWordsPerLine = 3 },
            "0-1500 One two 🙂🙂 1500-2000 three 6000-7000 four five") { TestName = "Layout_WordsPerLine_StartAnewWithTheSegment" },
        new(new SubtitleOptions { MaxLineWidth = 2 },
            "0-2000 One|two|🙂🙂|three 6000-7000 four|five") { TestName = "Layout_WordWiderThanTheLine_StaysWhole" },
    ];

    [TestCaseSource(nameof(Layouts))]
    public void Layout(SubtitleOptions options, string expected) =>
        Assert.That(string.Join(' ', Cues(Song, options)), Is.EqualTo(expected));

    [Test]
    public void Highlight_GapBetweenWords_PlainCue()
    {
        Transcript transcript = TranscriptExamples.Create((0, 2, " a b")).WithWords([Word(" a", 0), Word(" b", 1)]);
        Assert.That(Cues(transcript, new() { HighlightWords = true }), Is.EqualTo(new[] { "0-500 <u>a</u> b", "500-1000 a b", "1000-1500 a <u>b</u>" }));
    }

    [TestCase("srt")]
    [TestCase("vtt")]
    public void Write_OptionsButNoWords_SaysWhatToAskFor(string format)
    {
        ITranscriptWriter writer = TranscriptWriters.Find(format, new() { MaxLineWidth = 20, HighlightWords = true })!;
        StringWriter output = new();
        var error = Assert.Throws<InvalidOptionException>(() => writer.Write(output, TranscriptExamples.Create((0, 1, " a")), "a.wav"));
        Assert.That(error!.Message, Is.EqualTo(
            "MaxLineWidth 20, HighlightWords was given, but the transcript has no words; ask for word times (WordTimestamps) when transcribing."));
        Assert.That(output.ToString(), Is.Empty);
    }

    [Test]
    public void Write_OptionsAndNothingSaid_NoError() =>
        Assert.That(TranscriptWriters.Find("srt", new() { HighlightWords = true })!.Written(TranscriptExamples.Create((0, 1, "  "))),
            Is.EqualTo("1\n00:00:00,000 --> 00:00:01,000\n\n\n"));

    [Test]
    public void Find_OptionsOutOfRange_ListsAll()
    {
        var error = Assert.Throws<InvalidOptionException>(() => TranscriptWriters.Find("srt", new() { MaxLineWidth = 0, MaxWordsPerLine = -1 }));
        Assert.That(error!.Message, Does.Contain("MaxLineWidth is 0").And.Contain("MaxWordsPerLine is -1"));
    }

    private static IEnumerable<string> Cues(Transcript transcript, SubtitleOptions options) => SubtitleCues.Of(transcript, options)
        .Select(cue => $"{Timestamp.Milliseconds(cue.Start)}-{Timestamp.Milliseconds(cue.End)} {cue.Text.Replace('\n', '|')}");

    private static Word Word(string text, double start) => new(text, TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(start + 0.5), 1);
}
