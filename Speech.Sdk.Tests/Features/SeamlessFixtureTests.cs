using Speech.Sdk.Features;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Features;

/// <summary>Kaldi's log-mel features, stage by stage against SeamlessM4TFeatureExtractor of transformers 4.57.6.</summary>
public sealed class SeamlessFixtureTests
{
    private static readonly Lazy<GoldenTensors> Golden = new(() => Shared.Tensors("fixtures/ctc/feature-extractors/golden.safetensors"));

    [Test]
    public void Filters_80Bins_MatchTransformers()
    {
        float[] expected = Golden.Value.Floats("fb_mel_filters");
        FilterBank filters = KaldiMel.Filters(80, 512, 16_000);

        float[] dense = new float[257 * 80];
        for (int filter = 0; filter < filters.Count; filter++)
        {
            for (int i = 0; i < filters[filter].Weights.Length; i++)
                dense[((filters[filter].First + i) * 80) + filter] = filters[filter].Weights.Span[i];
        }

        Assert.That(dense, Is.EqualTo(expected).Within(1e-7f));
    }

    [Test]
    public void Window_400Taps_MatchesTransformers() =>
        Assert.That(PoveyWindow.Symmetric(400).Select(weight => (float)weight), Is.EqualTo(Golden.Value.Floats("fb_window")).Within(1e-7f));

    [TestCase("even", 48)]
    [TestCase("odd", 37)]
    public void LogMel_Speech_MatchesTransformers(string clip, int frames)
    {
        KaldiLogMel logMel = new(80, 16_000);
        float[] samples = Golden.Value.Floats($"fb_in_{clip}"), actual = new float[frames * 80];

        Assert.That(logMel.Frames(samples.Length), Is.EqualTo(frames));
        logMel.Compute(samples, frames, actual);

        Assert.That(actual, Is.EqualTo(Golden.Value.Floats($"fb_logmel_{clip}")).Within(Tolerance));
    }

    [TestCase("even", 24)]
    [TestCase("odd", 18, Description = "the row with one frame is left out")]
    [TestCase("560", 1)]
    [TestCase("720", 1)]
    public void Compute_Speech_MatchesTransformers(string clip, int rows)
    {
        SeamlessFeatures features = new(new SeamlessFeatureOptions());
        float[] samples = Golden.Value.Floats($"fb_in_{clip}"), actual = features.Rows(samples);

        Assert.That(features.Rows(samples.Length), Is.EqualTo(rows));

        float[] expected = Golden.Value.Floats($"fb_out_{clip}");
        double worst = actual.Zip(expected, (a, b) => Math.Abs(a - b)).Max();
        Assert.That(worst, Is.LessThan(Tolerance));
        TestContext.Out.WriteLine($"greatest difference {worst:g3}");
    }

    private const float Tolerance = 1e-4f;
}
