using Speech.Sdk.Features;

namespace Speech.Sdk.Tests.Features;

public sealed class WaveformScaleTests
{
    [Test]
    public void ZeroMeanUnitVariance_Ramp_HasMeanZeroAndVarianceOne()
    {
        float[] samples = [.. Enumerable.Range(0, 1000).Select(n => 3 + n * 0.01f)];

        WaveformScale.ZeroMeanUnitVariance(samples, samples);

        Assert.That(samples.Average(), Is.Zero.Within(1e-5));
        Assert.That(samples.Average(x => x * x), Is.EqualTo(1).Within(1e-5));
    }

    [Test]
    public void ZeroMeanUnitVariance_Constant_IsZero()
    {
        float[] samples = [0.25f, 0.25f, 0.25f];

        WaveformScale.ZeroMeanUnitVariance(samples, samples);

        Assert.That(samples, Is.All.Zero);
    }
}
