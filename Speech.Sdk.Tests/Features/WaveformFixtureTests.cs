using Speech.Sdk.Features;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Features;

/// <summary>Waveform normalisation against Wav2Vec2FeatureExtractor of transformers 4.57.6.</summary>
public sealed class WaveformFixtureTests
{
    [TestCase("speech")]
    [TestCase("speech_short")]
    [TestCase("silence")]
    [TestCase("constant")]
    [TestCase("dc_offset")]
    [TestCase("tiny_noise")]
    [TestCase("one_sample")]
    [TestCase("two_samples")]
    [TestCase("loud")]
    public void ZeroMeanUnitVariance_Clip_MatchesTransformers(string clip)
    {
        GoldenTensors golden = Shared.Tensors("fixtures/ctc/feature-extractors/golden.safetensors");
        float[] samples = golden.Floats($"in_{clip}"), expected = golden.Floats($"out_single_{clip}");

        WaveformScale.ZeroMeanUnitVariance(samples, samples);

        double worst = samples.Zip(expected, (a, b) => Math.Abs(a - b)).Max();
        TestContext.Out.WriteLine($"greatest difference {worst:g3}");
        Assert.That(worst, Is.LessThan(1e-4));
    }
}
