namespace Speech.Sdk.Tests.Languages;

public sealed class LanguageSpansTests
{
    [Test]
    public void Join_NeighboursOfOneLanguage_BecomeOneSpanWeighedByLength()
    {
        IReadOnlyList<LanguageSpan> spans = LanguageSpans.Join(
            [(0, 20, [0.8f, 0.15f, 0.05f]), (20, 30, [0.5f, 0.1f, 0.4f]), (30, 50, [0.1f, 0.9f, 0]), (50, 60, [0.6f, 0.2f, 0.2f])], ["en", "de", "fr"], sampleRate: 10);

        Assert.That(
            spans.Select(span => $"{span.Start.TotalSeconds}-{span.End.TotalSeconds} {span.Language} {span.Probability:0.00}"),
            Is.EqualTo(new[] { "0-3 en 0.70", "3-5 de 0.90", "5-6 en 0.60" }));
        Assert.That(spans[0].Languages.Select(language => language.Language), Is.EqualTo(new[] { "en", "fr", "de" }));
        Assert.That(spans[0].Languages[1].Probability, Is.EqualTo((0.05 * 2 / 3) + (0.4 / 3)).Within(1e-6));
    }
}
