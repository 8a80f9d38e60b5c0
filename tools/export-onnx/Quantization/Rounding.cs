using System.Numerics.Tensors;

namespace Speech.Sdk.Export.Quantization;

/// <summary>Weights as integers times a scale.</summary>
internal static class Rounding
{
    /// <summary>Leaves x / scale, rounded and kept in [low, high], in <paramref name="rounded"/>; a scale of zero stands for zeros.</summary>
    public static void Round(ReadOnlySpan<float> x, float scale, float low, float high, Span<float> rounded)
    {
        if (scale == 0)
        {
            rounded.Clear();
            return;
        }

        TensorPrimitives.Divide(x, scale, rounded);
        TensorPrimitives.Round(rounded, rounded);
        TensorPrimitives.Clamp(rounded, low, high, rounded);
    }
}
