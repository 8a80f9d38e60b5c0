using System.Text.Json.Nodes;
using Speech.Sdk.Features;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Features;

/// <summary>Kaldi's log-mel features against their plain definition and a recorded row; needs nothing beside the checkout.</summary>
public sealed class SeamlessFeaturesTests
{
    private static readonly SeamlessFeatures Features = new(new SeamlessFeatureOptions());

    [Test]
    public void Compute_Speech_MatchesTransformers()
    {
        JsonNode recorded = JsonNode.Parse(File.ReadAllText(Repository.Path("Speech.Sdk.Tests/Features/seamless-720.json")))!;
        float[] samples = [.. recorded["samples"]!.AsArray().GetValues<int>().Select(sample => sample / 32768f)];

        Assert.That(Features.Rows(samples), Is.EqualTo(recorded["row"]!.AsArray().GetValues<float>()).Within(1e-4f));
    }

    [TestCase(3_000, 80)]
    [TestCase(1_777, 40)]
    public void LogMel_Noise_MatchesPlainDefinition(int count, int mels)
    {
        KaldiLogMel logMel = new(mels, 16_000);
        float[] samples = Noise(count);
        int frames = (int)logMel.Frames(count);
        float[] actual = new float[frames * mels];

        logMel.Compute(samples, frames, actual);

        double[][] expected = [.. Enumerable.Range(0, frames).Select(frame => PlainTransform.KaldiLogMel(samples.AsSpan(frame * 160, 400), mels))];
        Assert.That(actual, Is.EqualTo(expected.SelectMany(row => row).Select(value => (float)value)).Within(1e-5f));
    }

    [TestCase(0, 0)]
    [TestCase(1, 0)]
    [TestCase(399, 0)]
    [TestCase(400, 0, Description = "one frame fills no row")]
    [TestCase(559, 0)]
    [TestCase(560, 1)]
    [TestCase(720, 1, Description = "the third frame fills no row")]
    [TestCase(880, 2)]
    public void Compute_ShortClip_GivesWholeRowsOfNumbers(int samples, int rows)
    {
        Assert.That(Features.Rows(samples), Is.EqualTo(rows));

        Assert.That(Features.Rows(Noise(samples)), Has.Length.EqualTo(rows * 160).And.All.Matches<float>(float.IsFinite));
    }

    [Test]
    public void Compute_Silence_IsZero() => Assert.That(Features.Rows(new float[1600]), Is.All.Zero);

    [Test]
    public void Scale_OfOneFrame_IsFinite()
    {
        SeamlessMeasure measure = Features.Measure();
        measure.Accept(Noise(400));
        float[] frame = new float[80];

        measure.Scale().Apply(frame);

        Assert.That(frame, Is.All.Matches<float>(float.IsFinite));
    }

    [TestCase(1)]
    [TestCase(159)]
    [TestCase(4_096)]
    [TestCase(100_000, Description = "more than is held at once")]
    public void Measure_InPieces_ScalesAsTheWhole(int piece)
    {
        float[] samples = Noise(50_013), expected = Features.Rows(samples), actual = new float[expected.Length];
        SeamlessMeasure measure = Features.Measure();
        foreach (float[] part in samples.Chunk(piece))
            measure.Accept(part);
        FrameScale scale = measure.Scale();

        // Seven rows at a time, each part begins where the last one ended.
        int rows = (int)Features.Rows(samples.Length);
        for (int row = 0; row < rows; row += 7)
        {
            int count = Math.Min(7, rows - row);
            Features.Compute(samples.AsSpan(row * Features.RowHop, Features.Samples(count)), count, scale, actual.AsSpan(row * Features.RowSize));
        }

        Assert.That(actual, Is.EqualTo(expected).Within(1e-5f));
    }

    [Test]
    public void LogMel_AnyLength_AllocatesNothing()
    {
        KaldiLogMel logMel = new(80, 16_000);
        float[] samples = Noise(16_000), destination = new float[98 * 80];
        logMel.Compute(samples, 98, destination);

        long before = GC.GetAllocatedBytesForCurrentThread();
        logMel.Compute(samples, 98, destination);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static float[] Noise(int count)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
