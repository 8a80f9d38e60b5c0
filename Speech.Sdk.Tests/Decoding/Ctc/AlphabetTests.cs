using System.Text.Json.Nodes;
using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Decoding.Ctc;

[TestFixture]
internal sealed class AlphabetTests
{
    [TestCase("char")]
    [TestCase("bpe")]
    [TestCase("hash")]
    [TestCase("xlsr")]
    public void FromVocabulary_OfGolden_IsTheReferences(string name)
    {
        _ = Shared.Path("fixtures/ctc/lm/golden.json");
        JsonNode expected = BeamRun.Golden["alphabets"]![name]!;

        CtcAlphabet alphabet = BeamRun.AlphabetOf(name);

        Assert.That(alphabet.Labels, Is.EqualTo(expected["labels"]!.AsArray().Select(label => (string)label!)));
        Assert.That(alphabet.IsSubword, Is.EqualTo((bool)expected["is_bpe"]!));
    }

    [TestCase(new[] { "a", "|", "[PAD]", "[UNK]" }, new[] { "a", " ", "", "⁇" })]
    [TestCase(new[] { "a", "|", " ", "<PAD>" }, new[] { "a", "|", " ", "" }, Description = "a space is there: the bar is a letter")]
    [TestCase(new[] { "a", "_" }, new[] { "a", "" })]
    [TestCase(new[] { "a", "_", "<pad>" }, new[] { "a", "_", "" })]
    [TestCase(new[] { "a", "b" }, new[] { "a", "b", "" }, Description = "no blank: one column more")]
    [TestCase(new[] { "[PAD]", "[UNK]", "the", "##s" }, new[] { "", "▁⁇▁", "▁the", "s" })]
    public void FromVocabulary_OfStyles_IsOne(string[] labels, string[] expected) =>
        Assert.That(CtcAlphabet.FromVocabulary(labels).Labels, Is.EqualTo(expected));

    [Test]
    public void Accept_ColumnsThatWriteTheSame_AddUp()
    {
        CtcAlphabet alphabet = CtcAlphabet.FromVocabulary(["<pad>", "[PAD]", "a"]);
        CtcBeamSearch search = new(alphabet, new CtcBeamOptions());

        search.Accept([MathF.Log(0.3f), MathF.Log(0.3f), MathF.Log(0.4f)]);

        CtcHypothesis best = search.Readings(1, ended: true)[0];
        Assert.That(best.Text, Is.Empty);
        Assert.That(best.AcousticScore, Is.EqualTo(Math.Log(0.6)).Within(1e-6));
    }

    [Test]
    public void Accept_SentenceMarksTwice_AreNeverWritten()
    {
        CtcBeamSearch search = new(CtcAlphabet.FromVocabulary(["<pad>", "<s>", "<s>", "a"]), new CtcBeamOptions());

        search.Accept([MathF.Log(0.1f), MathF.Log(0.4f), MathF.Log(0.3f), MathF.Log(0.2f)]);

        Assert.That(search.Readings(1, ended: true)[0].Text, Is.EqualTo("a"));
    }
}
