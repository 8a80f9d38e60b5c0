using Speech.Sdk.Evaluation;

namespace Speech.Sdk.Tests.Evaluation;

public sealed class LanguageTableTests
{
    [TestCase("de", "de")]
    [TestCase("deu", "de")]
    [TestCase("ger", "de", Description = "bibliographic, of ISO 639-2")]
    [TestCase("eng", "en")]
    [TestCase("cmn", "zh", Description = "FLEURS, MMS")]
    [TestCase("chi", "zh")]
    [TestCase("yue", "yue", Description = "written as Chinese is, but another language")]
    [TestCase("fil", "tl", Description = "FLEURS")]
    [TestCase("nb", "no", Description = "FLEURS")]
    [TestCase("nn", "nn", Description = "Nynorsk is written otherwise")]
    [TestCase("jw", "jv", Description = "Whisper")]
    [TestCase("iw", "he", Description = "withdrawn")]
    [TestCase("zlm", "ms", Description = "MMS")]
    [TestCase("ckb", "ckb", Description = "Central Kurdish is not the Kurdish of most lists")]
    [TestCase("ast", "ast", Description = "has no code of two letters")]
    [TestCase("Klingon", "Klingon")]
    public void Common_AnyCode_IsTheOneMostListsWrite(string code, string expected) => Assert.That(LanguageTable.Common(code), Is.EqualTo(expected));

    [TestCase("zh", "zh zho cmn chi")]
    [TestCase("nob", "no nor nb nob")]
    [TestCase("ast", "ast")]
    public void SameAs_AnyCode_AllThatNameTheLanguage(string code, string expected) =>
        Assert.That(LanguageTable.SameAs(code), Is.EqualTo(expected.Split(' ')));

    [Test]
    public void Pairs_OfTheStandard_AreAllThere()
    {
        string[] two = [.. from first in Enumerable.Range('a', 26) from second in Enumerable.Range('a', 26) select $"{(char)first}{(char)second}"];
        string[] known = [.. two.Where(code => LanguageTable.SameAs(code).Count > 1)];
        Assert.That(known, Has.Length.EqualTo(184 + 5), "those of ISO 639-1, three that were withdrawn from it (iw, in, ji), mo and Whisper's jw");
        Assert.That(known.Select(code => LanguageTable.SameAs(code)).Where(codes => !codes.Any(code => code.Length == 3)), Is.Empty);
    }
}
