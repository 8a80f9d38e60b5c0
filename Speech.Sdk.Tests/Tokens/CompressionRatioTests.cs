using Speech.Sdk.Models.Whisper;

namespace Speech.Sdk.Tests.Tokens;

public sealed class CompressionRatioTests
{
    [TestCase("", 0)]
    [TestCase("a", 1.0 / 9)]
    [TestCase("hello world", 11.0 / 19)]
    public void Of_ShortText_IsZlibs(string text, double expected) => Assert.That(CompressionRatio.Of(text), Is.EqualTo(expected).Within(1e-12));

    [Test]
    public void Of_ALoop_IsAboveWhispersThreshold() => Assert.That(CompressionRatio.Of(string.Concat(Enumerable.Repeat(" thank you.", 20))), Is.GreaterThan(2.4));
}
