using Speech.Sdk.Evaluation.Normalization;
using Speech.Sdk.Evaluation.Normalization.Characters;

namespace Speech.Sdk.Tests.Evaluation.Normalization;

/// <summary>Classes of characters and lower case as Python 3.11 has them.</summary>
public sealed class PythonTextTests
{
    [TestCase("\u0391\u03A3", "\u03B1\u03C2")]
    [TestCase("\u03A3", "\u03C3")]
    [TestCase("\u0391\u03A3\u0391", "\u03B1\u03C3\u03B1")]
    [TestCase("\u0391\u03A3.", "\u03B1\u03C2.")]
    [TestCase("\u0391\u03A3.\u0391", "\u03B1\u03C3.\u03B1")]
    [TestCase("\u0391\u0301\u03A3", "\u03B1\u0301\u03C2")]
    [TestCase("\u00AA\u03A3", "\u00AA\u03C2")]
    [TestCase("\u2163\u03A3", "\u2173\u03C2")]
    [TestCase("\u24D0\u03A3", "\u24D0\u03C2")]
    [TestCase("1\u03A3", "1\u03C3")]
    [TestCase("\u02B0\u03A3", "\u02B0\u03C3")]
    [TestCase("\u0391'\u03A3' \u0391", "\u03B1'\u03C2' \u03B1")]
    [TestCase("\U00010400\u03A3", "\U00010428\u03C2")]
    [TestCase("\u03A3\U00010400", "\u03C3\U00010428")]
    [TestCase("\u0130", "i\u0307")]
    [TestCase("\u0130\u03A3", "i\u0307\u03C2")]
    [TestCase("\u0391\u03A3\u03A3", "\u03B1\u03C3\u03C2")]
    [TestCase("\u0391\u00AD\u03A3\u200D", "\u03B1\u00AD\u03C2\u200D")]
    [TestCase("\u212A", "k")]
    [TestCase("\u1E9E", "\u00DF")]
    [TestCase("\u1C90\u01C5\u2163\u24B6", "\u10D0\u01C6\u2173\u24D0")]
    public void LowerCase_SpecialLetters_EqualsPythonsLower(string text, string expected)
    {
        using TextBuffer buffer = new(text);
        LowerCase.Apply(buffer);
        Assert.That(buffer.ToString(), Is.EqualTo(expected));
    }

    [Test]
    public void IsSpace_AllCharacters_ArePythonsSpaces()
    {
        const string Spaces = "\t\n\v\f\r\u001C\u001D\u001E\u001F \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";
        Assert.That(Enumerable.Range(0, 0x10000).Select(unit => (char)unit).Where(CodePoint.IsSpace), Is.EqualTo(Spaces));
    }

    [TestCase("_", true)]
    [TestCase("é", true)]
    [TestCase("東", true)]
    [TestCase("Ⅳ", true, Description = "a letter number")]
    [TestCase("²", true, Description = "another number, which .NET leaves out")]
    [TestCase("½", true, Description = "another number, which .NET leaves out")]
    [TestCase("𐐀", true, Description = "two units, which .NET's expressions see one by one")]
    [TestCase("\u0301", false, Description = "a mark, which .NET counts in")]
    [TestCase("\u093F", false, Description = "a spacing mark")]
    [TestCase("\u200D", false, Description = "a joiner, which .NET's boundaries count in")]
    [TestCase("\u203F", false, Description = "connector punctuation, which .NET counts in")]
    [TestCase("Ⓧ", false, Description = "a symbol")]
    public void IsWord_AnyCharacter_IsPythonsWordCharacter(string character, bool expected) =>
        Assert.That(CodePoint.IsWord(CodePoint.At(character, 0, out _)), Is.EqualTo(expected));

    [TestCase("5", true)]
    [TestCase("٣", true)]
    [TestCase("𝟓", true)]
    [TestCase("²", false)]
    [TestCase("五", false)]
    public void IsDigit_AnyCharacter_IsDecimal(string character, bool expected) =>
        Assert.That(CodePoint.IsDigit(CodePoint.At(character, 0, out _)), Is.EqualTo(expected));

    [Test]
    public void Normalize_SurrogatesWithoutTheirHalf_StayWhereTheyAre() =>
        Assert.That(TextNormalizers.Basic().Normalize("A\uD800!\uDC00"), Is.EqualTo("a\uD800 \uDC00"));
}
