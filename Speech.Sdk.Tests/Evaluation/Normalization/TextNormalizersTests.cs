using Speech.Sdk.Evaluation.Normalization;

namespace Speech.Sdk.Tests.Evaluation.Normalization;

/// <summary>Normalisers by name and by language.</summary>
public sealed class TextNormalizersTests
{
    [Test]
    public void Find_EveryChoice_GivesANormalizerThatSaysItsName() => Assert.Multiple(() =>
    {
        foreach (NormalizerChoice choice in TextNormalizers.Choices)
        {
            Assert.That(TextNormalizers.Find(choice.Name).Name, Does.StartWith(choice.Name));
            Assert.That(TextNormalizers.Find(choice.Name.ToUpperInvariant()), Is.SameAs(TextNormalizers.Find(choice.Name)));
        }
    });

    [TestCase("en", "Two colours é", "2 colors e")]
    [TestCase("en-GB", "Two colours é", "2 colors e", Description = "a region makes no difference")]
    [TestCase("en_us", "Two colours é", "2 colors e", Description = "as FLEURS writes it")]
    [TestCase("eng", "Two colours é", "2 colors e")]
    [TestCase("de", "Zwei Töne!", "zwei töne ")]
    [TestCase("zh", "你好，世界", "你 好 世 界")]
    [TestCase("cmn_hans_cn", "你好", "你 好")]
    [TestCase("yue", "你好", "你 好")]
    [TestCase("ja", "ねこ", "ね こ")]
    [TestCase("th", "กข", "ก ข")]
    [TestCase("lo", "ກຂ", "ກ ຂ")]
    [TestCase("my", "ကခ", "က ခ")]
    [TestCase("ko", "한국", "한국", Description = "has spaces between words")]
    [TestCase("und", "Two colours", "two colours")]
    [TestCase(null, "Two colours", "two colours")]
    public void Auto_AnyLanguage_IsScoredAsWhispersAuthorsDo(string? language, string text, string expected) =>
        Assert.That(TextNormalizers.Auto.Normalize(text, language), Is.EqualTo(expected));

    [Test]
    public void Auto_Name_SaysWhatItChooses() => Assert.That(
        TextNormalizers.Auto.Name, Is.EqualTo("auto: english (en), basic+split-letters (ja, lo, my, th, yue, zh), basic (others)"));

    [Test]
    public void None_AnyText_Stays() => Assert.That(TextNormalizers.None.Normalize(" It's  5! ", "en"), Is.EqualTo(" It's  5! "));

    [Test]
    public void Find_UnknownName_ListsTheChoices() => Assert.That(
        () => TextNormalizers.Find("englisch"),
        Throws.TypeOf<InvalidOptionException>().With.Message.Contains("'englisch'").And.Message.Contains("auto, none, english, basic, basic+remove-diacritics"));
}
