using Speech.Sdk.Evaluation.Metrics;

namespace Speech.Sdk.Tests.Evaluation.Metrics;

public sealed class TextUnitsTests
{
    [TestCase("", "")]
    [TestCase("   ", "")]
    [TestCase(" one  two ", "one|two")]
    [TestCase("\t one\ttwo\n", "one\ttwo", Description = "only spaces part words")]
    [TestCase("a\u00A0b\u3000c\u00A0", "a\u00A0b\u3000c")]
    [TestCase("\u001Fa b\u001C", "a|b", Description = "white space for Python, not for .NET")]
    [TestCase("\u200Ba", "\u200Ba", Description = "no white space for either")]
    public void Words_Text_SplitsAsJiwer(string text, string expected) =>
        Assert.That(string.Join('|', TextUnits.Words(text)), Is.EqualTo(expected));

    [TestCase("", "")]
    [TestCase(" a  b\n", "a| | |b", Description = "spaces within count")]
    [TestCase("𠮷野", "𠮷|野", Description = "outside of the basic plane")]
    [TestCase("e\u0301", "e|\u0301")]
    public void CodePoints_Text_AreJiwersCharacters(string text, string expected) =>
        Assert.That(string.Join('|', TextUnits.CodePoints(text).Select(TextUnits.Text)), Is.EqualTo(expected));

    [Test]
    public void CodePoints_HalvesOfPairs_AreCharactersOfTheirOwn() =>
        Assert.That(TextUnits.CodePoints("\uDC00a\uD800").Select(TextUnits.Text), Is.EqualTo(new[] { "\uDC00", "a", "\uD800" }));
}
