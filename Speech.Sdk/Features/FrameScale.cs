using System.Numerics.Tensors;

namespace Speech.Sdk.Features;

/// <summary>Shifts and scales every bin of frames by its own numbers. Immutable and thread-safe.</summary>
internal sealed class FrameScale
{
    private readonly float[] _mean;
    private readonly float[] _meanRest;
    private readonly float[] _factor;

    public FrameScale(IReadOnlyList<double> means, IReadOnlyList<double> factors)
    {
        _mean = [.. means.Select(mean => (float)mean)];
        // What rounding takes off the mean: a bin that hardly varies is magnified 3000 times, and the rounding with it.
        _meanRest = [.. means.Select(mean => (float)(mean - (float)mean))];
        _factor = [.. factors.Select(factor => (float)factor)];
    }

    /// <summary>(x − mean) · factor, in place, over frames [frames, bins].</summary>
    public void Apply(Span<float> frames)
    {
        for (; !frames.IsEmpty; frames = frames[_mean.Length..])
        {
            Span<float> frame = frames[.._mean.Length];
            TensorPrimitives.Subtract(frame, _mean, frame);
            TensorPrimitives.Subtract(frame, _meanRest, frame);
            TensorPrimitives.Multiply(frame, _factor, frame);
        }
    }
}
