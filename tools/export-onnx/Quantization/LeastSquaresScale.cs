using System.Numerics.Tensors;

namespace Speech.Sdk.Export.Quantization;

/// <summary>The scale that loses least: a few steps around the one that just spans the values, each refitted by least squares.</summary>
internal static class LeastSquaresScale
{
    private static readonly float[] Steps = [1f, 0.97f, 0.94f, 0.91f, 0.88f, 0.85f, 0.82f, 0.79f, 0.76f, 0.73f, 0.7f];

    /// <summary>Returns the scale and leaves the integers in <paramref name="rounded"/>: x ≈ integer · scale, integers in [low, high].</summary>
    public static float Find(ReadOnlySpan<float> x, Span<float> rounded, float low, float high, float spanningScale)
    {
        if (spanningScale == 0)
        {
            rounded.Clear();
            return 1;
        }

        (float Gain, float Scale) best = (float.NegativeInfinity, spanningScale);
        foreach (float step in Steps)
        {
            Round(x, rounded, low, high, spanningScale * step);
            float cross = TensorPrimitives.Dot(x, rounded);
            float square = TensorPrimitives.SumOfSquares(rounded);
            // The squared error of the best scale, cross / square, is |x|² less this.
            float gain = square == 0 ? float.NegativeInfinity : cross * cross / square;
            if (gain > best.Gain)
                best = (gain, cross / square);
        }

        Round(x, rounded, low, high, best.Scale);
        return best.Scale;
    }

    private static void Round(ReadOnlySpan<float> x, Span<float> rounded, float low, float high, float scale)
    {
        TensorPrimitives.Multiply(x, 1 / scale, rounded);
        TensorPrimitives.Round(rounded, rounded);
        TensorPrimitives.Clamp(rounded, low, high, rounded);
    }
}
