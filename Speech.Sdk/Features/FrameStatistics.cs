using System.Numerics;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Features;

/// <summary>
/// Mean and variance of every bin over frames that come bit by bit (Welford 1962, in double precision): what a recording of any
/// length is normalised by, in the memory of one frame. Not for use by two threads at a time.
/// </summary>
internal sealed class FrameStatistics
{
    private const double Epsilon = 1e-7;

    private readonly double[] _mean;
    private readonly double[] _squares;

    public FrameStatistics(int bins) => (_mean, _squares) = (new double[bins], new double[bins]);

    /// <summary>Frames so far.</summary>
    public long Count { get; private set; }

    /// <summary>Takes frames [frames, bins].</summary>
    public void Accept(ReadOnlySpan<float> frames)
    {
        for (; !frames.IsEmpty; frames = frames[_mean.Length..])
            AcceptFrame(frames[.._mean.Length]);
    }

    /// <summary>(x − mean) / √(variance + 1e-7) of every bin; the variance is the unbiased one, and 0 where there are fewer than two frames.</summary>
    public FrameScale Scale() => new(_mean, [.. _squares.Select(squares => 1 / Math.Sqrt((squares / Math.Max(1, Count - 1)) + Epsilon))]);

    private void AcceptFrame(ReadOnlySpan<float> frame)
    {
        double share = 1.0 / ++Count;
        int lanes = Vector<double>.Count, bin = 0;
        Span<double> means = _mean, squares = _squares;
        for (; bin <= frame.Length - Vector<float>.Count; bin += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(frame[bin..]), out Vector<double> low, out Vector<double> high);
            Update(low, share, means[bin..], squares[bin..]);
            Update(high, share, means[(bin + lanes)..], squares[(bin + lanes)..]);
        }

        for (; bin < frame.Length; bin++)
        {
            double difference = frame[bin] - means[bin];
            means[bin] += difference * share;
            squares[bin] += difference * (frame[bin] - means[bin]);
        }
    }

    private static void Update(Vector<double> values, double share, Span<double> means, Span<double> squares)
    {
        ref Vector<double> mean = ref MemoryMarshal.AsRef<Vector<double>>(MemoryMarshal.AsBytes(means));
        ref Vector<double> square = ref MemoryMarshal.AsRef<Vector<double>>(MemoryMarshal.AsBytes(squares));
        Vector<double> difference = values - mean;
        mean += difference * share;
        square += difference * (values - mean);
    }
}
