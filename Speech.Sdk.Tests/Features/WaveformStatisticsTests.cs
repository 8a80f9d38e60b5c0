using Speech.Sdk.Features;

namespace Speech.Sdk.Tests.Features;

public sealed class WaveformStatisticsTests
{
    [TestCase(1)]
    [TestCase(7)]
    [TestCase(160)]
    [TestCase(10_000)]
    public void And_InPieces_MatchesDefinition(int piece)
    {
        Random random = new(piece);
        float[] samples = [.. Enumerable.Range(0, 5_003).Select(n => (random.NextSingle() * 0.001f) + (n < 2000 ? 0.7f : -0.2f))];
        WaveformStatistics statistics = default;
        foreach (float[] part in samples.Chunk(piece))
            statistics = statistics.And(part);

        double mean = samples.Average(sample => (double)sample);
        Assert.That(statistics.Count, Is.EqualTo(samples.Length));
        Assert.That(statistics.Mean, Is.EqualTo(mean).Within(1e-14));
        Assert.That(statistics.Variance, Is.EqualTo(samples.Average(sample => (sample - mean) * (sample - mean))).Within(1e-14));
    }

    [Test]
    public void Apply_QuietNoiseBesideALargeOffset_KeepsItsDigits()
    {
        Random random = new(1);
        float[] samples = [.. Enumerable.Range(0, 1_000).Select(_ => 100 + (random.NextSingle() * 0.01f))];
        double mean = samples.Average(sample => (double)sample);
        double deviation = Math.Sqrt(samples.Average(sample => (sample - mean) * (sample - mean)) + 1e-7);
        float[] expected = [.. samples.Select(sample => (float)((sample - mean) / deviation))];

        WaveformScale.ZeroMeanUnitVariance(samples, samples);

        Assert.That(samples, Is.EqualTo(expected).Within(1e-6f));
    }

    [Test]
    public void Apply_NoSamples_DoesNothing() =>
        Assert.That(() => new WaveformScale(default).Apply([], []), Throws.Nothing);
}
