using System.Numerics.Tensors;

namespace Speech.Sdk.Tests.Wav2Vec2Bert;

/// <summary>Compares values one by one.</summary>
internal static class Close
{
    public static void AssertEqual(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, double tolerance, string what)
    {
        Assert.That(actual.Length, Is.EqualTo(expected.Length), $"{what}: how many");
        float worst = WorstDifference(actual, expected);
        TestContext.Out.WriteLine($"{what}: {worst:g3}");
        Assert.That(worst, Is.LessThanOrEqualTo(tolerance), what);
    }

    public static float WorstDifference(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected)
    {
        float[] differences = new float[actual.Length];
        TensorPrimitives.Subtract(actual, expected, differences);
        return MathF.Abs(TensorPrimitives.MaxMagnitude<float>(differences));
    }
}
