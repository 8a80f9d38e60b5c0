using Speech.Sdk.Alignments.Text;
using Speech.Sdk.Tokens.Ctc;

namespace Speech.Sdk.Tests.Alignments;

public sealed class AlignmentTextTests
{
    // What the labels spell: * stands for a wildcard.
    [TestCase("hello world", "hello|world")]
    [TestCase("  Hello,   WORLD! ", "hello|world", Description = "case and punctuation")]
    [TestCase("it’s", "it's", Description = "a typographic apostrophe")]
    [TestCase("café naïve Ångström", "cafe|naive|angstrom", Description = "accents that the alphabet lacks")]
    [TestCase("cafe\u0301", "cafe", Description = "a combining accent")]
    [TestCase("Straße Ærø œuvre Łódź", "strasse|aero|oeuvre|lodz", Description = "letters that are no base letter with a mark")]
    [TestCase("room 42 now", "room|*|now", Description = "a word of unknown characters")]
    [TestCase("co2 10% b-2-b", "co*|*|b*b", Description = "unknown characters in a word")]
    [TestCase("wait - what … yes", "wait|what|yes", Description = "punctuation that stands alone")]
    [TestCase("you & me", "you|*|me", Description = "a sign that is read aloud")]
    [TestCase("5 € --> a | b", "*|*|a|b", Description = "an arrow and a bar are not")]
    [TestCase("hi 😀 привет", "hi|*", Description = "an emoji is silent, another script is not")]
    [TestCase("one\ntwo\r\n\r\n  three", "one|two|three", Description = "lines")]
    public void Labels_LowerCaseAlphabet_SpellWhatIsSpoken(string text, string expected) =>
        Assert.That(Spelled(text, Alphabets.Lower, UntranscribedAudio.None), Is.EqualTo(expected));

    [TestCase("Hé", "HÉ", "HÉ", Description = "upper case, with the accent")]
    [TestCase("He\u0301", "HÉ", "HÉ", Description = "composed for the vocabulary")]
    [TestCase("hé", "he\u0301", "he\u0301", Description = "decomposed for the vocabulary")]
    [TestCase("Aa", "Aa", "Aa", Description = "both cases")]
    [TestCase("ёлка", "елка", "елка", Description = "Cyrillic")]
    [TestCase("Ωμέγα", "ωμεγα", "ωμεγα", Description = "Greek")]
    [TestCase("Việt", "viet", "viet", Description = "two marks")]
    public void Labels_AnotherAlphabet_TakesItsOwnForms(string text, string letters, string expected)
    {
        CtcVocabulary vocabulary = Alphabets.Of([.. letters.Distinct().Select(letter => letter.ToString())]);

        Assert.That(Spelled(text, vocabulary, UntranscribedAudio.None), Is.EqualTo(expected));
    }

    [Test]
    public void Labels_SymbolsOfSeveralCharacters_TakesTheLongest()
    {
        AlignmentText text = new("Schach", Alphabets.Of("s", "c", "h", "a", "ch", "sch"), UntranscribedAudio.None);

        Assert.That(text.Labels, Is.EqualTo(new[] { 7, 5, 6 }));
        Assert.That(text.Lines[0].Words[0].Pieces.Select(piece => piece.Text), Is.EqualTo(new[] { "Sch", "a", "ch" }));
    }

    [TestCase(UntranscribedAudio.None, "one|two|three")]
    [TestCase(UntranscribedAudio.AtEnds, "*one|two|three*")]
    [TestCase(UntranscribedAudio.BetweenLines, "*one|two*three*")]
    public void Labels_UntranscribedAudio_HasWildcards(UntranscribedAudio untranscribed, string expected) =>
        Assert.That(Spelled("one two\n- three", Alphabets.Lower, untranscribed), Is.EqualTo(expected));

    [TestCase("42 one 7", "*|one|*", Description = "two wildcards would be one")]
    public void Labels_WildcardsBesideEachOther_AreOne(string text, string expected) =>
        Assert.That(Spelled(text, Alphabets.Lower, UntranscribedAudio.AtEnds), Is.EqualTo(expected));

    [Test]
    public void Lines_AnyText_IsKeptAsItIs()
    {
        AlignmentText text = new("  “Well, Zoë — 42%…”\n\n\tnext  line ", Alphabets.Lower, UntranscribedAudio.AtEnds);

        Assert.That(text.Lines.Select(line => line.Text), Is.EqualTo(new[] { "“Well, Zoë — 42%…”", "next  line" }));
        Assert.That(text.Lines[0].Words.Select(word => word.Text), Is.EqualTo(new[] { "“Well,", "Zoë", "—", "42%…”" }));
        foreach (AlignmentWord word in text.Lines.SelectMany(line => line.Words))
            Assert.That(string.Concat(word.Pieces.Select(piece => piece.Text)), Is.EqualTo(word.Text));
    }

    [TestCase("", "empty")]
    [TestCase(" \n\t", "empty")]
    [TestCase("…!", "cannot be spelled|can be spelled")]
    [TestCase("Привет, мир", "Привет, мир")]
    [TestCase("42", "a b c")]
    public void Text_WithoutAnythingToSpell_Throws(string text, string expected) =>
        Assert.That(() => new AlignmentText(text, Alphabets.Lower, UntranscribedAudio.AtEnds), Throws.TypeOf<InvalidOptionException>().With.Message.Matches(expected));

    private static string Spelled(string text, CtcVocabulary vocabulary, UntranscribedAudio untranscribed) => string.Concat(
        new AlignmentText(text, vocabulary, untranscribed).Labels.Select(label => label == AlignmentText.Wildcard ? "*" : vocabulary.Symbols[label]));
}
