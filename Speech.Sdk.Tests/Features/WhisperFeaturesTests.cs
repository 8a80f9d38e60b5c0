using Speech.Sdk.Features;
using Speech.Sdk.Models.Whisper.Features;

namespace Speech.Sdk.Tests.Features;

/// <summary>Log-mel spectrograms against plain definitions and a few committed values; needs nothing beside the checkout.</summary>
public sealed class WhisperFeaturesTests
{
    [TestCase(16_000, 16_000, 80, TestName = "Whole frames")]
    [TestCase(12_345, 12_345, 128, TestName = "Rest of a hop")]
    [TestCase(5_000, 16_000, 80, TestName = "Zeros after the clip")]
    [TestCase(15_990, 16_000, 80, TestName = "Fewer zeros than a frame mirrors")]
    [TestCase(20_000, 16_000, 80, TestName = "Clip cut")]
    [TestCase(900, 900, 80, TestName = "Fewer frames than lanes")]
    [TestCase(201, 201, 80, TestName = "One frame")]
    public void Compute_Noise_MatchesPlainDefinition(int samples, int length, int mels)
    {
        float[] noise = Noise(samples);
        float[] padded = new float[length];
        noise.AsSpan(0, Math.Min(samples, length)).CopyTo(padded);
        double[][] expected = PlainTransform.LogMel(padded, DenseFilters(mels));

        float[] actual = Compute(new WhisperFeatures(new WhisperFeatureOptions { Mels = mels }), noise, length);

        Assert.That(actual, Is.EqualTo(expected.SelectMany(row => row).Select(value => (float)value)).Within(5e-6f));
    }

    [Test]
    public void Compute_Tone_MatchesTransformers()
    {
        WhisperFeatures features = new(new WhisperFeatureOptions());

        float[] actual = Compute(features, Tone.Samples(), features.WindowSamples);

        Assert.That(Column(actual, 0), Is.EqualTo(Tone.FirstFrame).Within(1e-4f));
        Assert.That(Column(actual, 30), Is.EqualTo(Tone.MiddleFrame).Within(1e-4f));
        Assert.That(Column(actual, 2999), Is.All.EqualTo(Tone.MiddleFrame.Max() - 2).Within(1e-4f), "8 decades below the maximum");
    }

    [TestCase(0)]
    [TestCase(32_000)]
    public void Compute_Silence_IsConstant(int samples)
    {
        float[] actual = Compute(new WhisperFeatures(new WhisperFeatureOptions()), new float[samples], 480_000);

        Assert.That(actual, Is.All.EqualTo(-1.5f).Within(1e-6f));
    }

    [TestCase(200, Description = "nothing to mirror at")]
    [TestCase(0)]
    [TestCase(-1)]
    public void Compute_TooShort_Throws(int length) =>
        Assert.That(() => new WhisperFeatures(new WhisperFeatureOptions()).Compute(new float[1000], length, new float[8000]), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Compute_DestinationTooSmall_SaysWhatItNeeds() =>
        Assert.That(
            () => new WhisperFeatures(new WhisperFeatureOptions()).Compute(new float[1600], 1600, new float[799]),
            Throws.ArgumentException.With.Message.Contains("800"));

    [TestCase(false)]
    [TestCase(true)]
    public void Compute_AfterWarmUp_AllocatesNothing(bool normalize)
    {
        WhisperFeatures features = new(new WhisperFeatureOptions { NormalizeWaveform = normalize });
        float[] samples = Noise(32_000), destination = new float[80 * 3000];
        features.Compute(samples, 480_000, destination);

        // A collection may empty the array pool at any time; what is allocated at every call is allocated at all of these.
        long[] allocated = new long[5];
        for (int attempt = 0; attempt < allocated.Length; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            features.Compute(samples, 480_000, destination);
            allocated[attempt] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.That(allocated.Min(), Is.Zero);
    }

    [Test]
    public void Compute_FromManyThreads_GivesTheSame()
    {
        WhisperFeatures features = new(new WhisperFeatureOptions());
        float[][] clips = [.. Enumerable.Range(1, 8).Select(n => Noise(n * 1999))];
        float[][] expected = [.. clips.Select(clip => Compute(features, clip, 32_000))];

        float[][] actual = [.. Enumerable.Range(0, 64).AsParallel().AsOrdered().Select(n => Compute(features, clips[n % 8], 32_000))];

        for (int n = 0; n < actual.Length; n++)
            Assert.That(actual[n].AsSpan().SequenceEqual(expected[n % 8]), $"call {n}");
    }

    private static float[] Noise(int count)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    private static double[][] DenseFilters(int mels)
    {
        FilterBank filters = SlaneyMel.Filters(mels, 400, 16_000);
        return [.. Enumerable.Range(0, mels).Select(mel =>
        {
            double[] row = new double[201];
            for (int i = 0; i < filters[mel].Weights.Length; i++)
                row[filters[mel].First + i] = filters[mel].Weights.Span[i];
            return row;
        })];
    }

    private static float[] Column(float[] features, int frame) => [.. Enumerable.Range(0, 80).Select(mel => features[mel * 3000 + frame])];

    private static float[] Compute(WhisperFeatures features, float[] samples, int length)
    {
        float[] destination = new float[features.Mels * features.Frames(length)];
        features.Compute(samples, length, destination);
        return destination;
    }
}
