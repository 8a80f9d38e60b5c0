using Speech.Sdk.Alignments;
using Speech.Sdk.Tokens.Ctc;

namespace Speech.Sdk.Tests.Alignments;

public sealed class TextAlignerTests
{
    [Test]
    public void Align_ClearSpeech_TimesWordsAndCharacters()
    {
        //                          0123456789012345678
        AlignedLine line = Align("--hh-e-ll-llo-||aa--", "Hello, a!", UntranscribedAudio.None)[0];

        Assert.That(Times(line), Is.EqualTo("Hello, 2-13, a! 16-18"));
        Assert.That(string.Join(" ", line.Words[0].Characters.Select(character => $"{character.Text}{Frame(character.Start)}-{Frame(character.End)}")),
            Is.EqualTo("H2-4 e5-6 l7-9 l10-12 o12-13 ,13-13"));
        Assert.That(line.Words[0].Confidence, Is.EqualTo(0.99).Within(1e-4));
        Assert.That(line.Words[0].Characters[^1].Confidence, Is.Zero);
    }

    [TestCase("ab--|cdcdcd|--ef", "ab 42 ef", "ab 0-2, 42 5-11, ef 14-16", Description = "unknown words take what is left")]
    [TestCase("ab-c-d-ef", "ab42ef", "ab42ef 0-9", Description = "and so do unknown characters in a word")]
    [TestCase("ab||--cd", "ab – cd", "ab 0-2, – 2-2, cd 6-8", Description = "punctuation takes no time")]
    [TestCase("abc|def-", "(abc) «def»", "(abc) 0-3, «def» 4-7")]
    public void Align_UnknownCharacters_LeavesTheNeighboursRight(string said, string text, string expected) =>
        Assert.That(Times(Align(said, text, UntranscribedAudio.None)[0]), Is.EqualTo(expected));

    [TestCase("xyzxyzabxyz|--ab|cd---yzxyz", "ab cd", "ab 14-16, cd 17-19", Description = "speech before and behind")]
    [TestCase("-----ab|cd", "ab cd", "ab 5-7, cd 8-10", Description = "silence before")]
    [TestCase("ab|cd", "ab cd", "ab 0-2, cd 3-5", Description = "nothing before, nothing behind")]
    [TestCase("xyab|cd", "42 cd", "42 0-4, cd 5-7", Description = "an unknown word is there, whatever is before it")]
    public void Align_UntranscribedEnds_DoNotDragTheWords(string said, string text, string expected) =>
        Assert.That(Times(Align(said, text, UntranscribedAudio.AtEnds)[0]), Is.EqualTo(expected));

    [Test]
    public void Align_FirstLineOfSignsAlone_TakesNoTime()
    {
        IReadOnlyList<AlignedLine> lines = Align("--ab|cd-", "* * *\nab cd", UntranscribedAudio.AtEnds);

        Assert.That(lines.Select(Times), Is.EqualTo(new[] { "* 0-0, * 0-0, * 0-0", "ab 2-4, cd 5-7" }));
    }

    [Test]
    public void Align_SpeechBetweenLines_DoesNotDragThem()
    {
        IReadOnlyList<AlignedLine> lines = Align("-ab|cd||xyzxyzxyz|ef|gh-", "ab cd\nef gh", UntranscribedAudio.BetweenLines);

        Assert.That(lines.Select(Times), Is.EqualTo(new[] { "ab 1-3, cd 4-6", "ef 18-20, gh 21-23" }));
        Assert.That(Frame(lines[1].Start), Is.EqualTo(18));
    }

    [Test]
    public void Align_TextLongerThanTheRecording_NamesBothNumbers()
    {
        InvalidOptionException error = Assert.Throws<InvalidOptionException>(() => Align("abc", "aabb", UntranscribedAudio.None))!;

        Assert.That(error.Message, Does.Contain("4 symbols").And.Contain("6 frames").And.Contain("has 3 "));
    }

    [Test]
    public void Align_WrongText_HasLittleConfidence()
    {
        AlignedWord word = Align("--ab--cd--", "xy", UntranscribedAudio.None)[0].Words[0];

        Assert.That(word.Confidence, Is.LessThan(0.01));
    }

    private static IReadOnlyList<AlignedLine> Align(string said, string text, UntranscribedAudio untranscribed)
    {
        CtcVocabulary vocabulary = Alphabets.Lower;
        TextAligner aligner = new(text, vocabulary, untranscribed);
        // In two pieces, as a long recording comes.
        float[] scores = SpokenScores.Of(said, vocabulary);
        int symbols = vocabulary.Symbols.Count, half = said.Length / 2 * symbols;
        aligner.Accept(scores.AsSpan(0, half), symbols);
        aligner.Accept(scores.AsSpan(half), symbols);
        return aligner.Align(frame => TimeSpan.FromMilliseconds(20 * frame), CancellationToken.None);
    }

    private static string Times(AlignedLine line) => string.Join(", ", line.Words.Select(word => $"{word.Text} {Frame(word.Start)}-{Frame(word.End)}"));

    private static int Frame(TimeSpan time) => (int)(time.TotalMilliseconds / 20);
}
