using System.Numerics;

namespace Speech.Sdk.Features;

/// <summary>
/// Mean and variance of samples that come bit by bit, in double precision: each piece in two passes, joined to what came before
/// (Chan, Golub, LeVeque 1979). The default value knows of no samples.
/// </summary>
internal readonly record struct WaveformStatistics
{
    private double Squares { get; init; }

    /// <summary>Samples so far.</summary>
    public long Count { get; private init; }

    /// <summary>Their mean; 0 of none.</summary>
    public double Mean { get; private init; }

    /// <summary>Their variance, the biased one; 0 of none.</summary>
    public double Variance => Count == 0 ? 0 : Squares / Count;

    /// <summary>The same with more samples.</summary>
    public WaveformStatistics And(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty)
            return this;
        double mean = Sum(samples) / samples.Length, difference = mean - Mean;
        long count = Count + samples.Length;
        double share = (double)samples.Length / count;
        return new WaveformStatistics
        {
            Count = count,
            Mean = Mean + (difference * share),
            Squares = Squares + SumOfSquares(samples, mean) + (difference * difference * share * Count),
        };
    }

    private static double Sum(ReadOnlySpan<float> samples)
    {
        Vector<double> sum = Vector<double>.Zero;
        for (; samples.Length >= Vector<float>.Count; samples = samples[Vector<float>.Count..])
        {
            Vector.Widen(new Vector<float>(samples), out Vector<double> low, out Vector<double> high);
            sum += low + high;
        }

        double total = Vector.Sum(sum);
        foreach (float sample in samples)
            total += sample;
        return total;
    }

    private static double SumOfSquares(ReadOnlySpan<float> samples, double mean)
    {
        Vector<double> means = new(mean), sum = Vector<double>.Zero;
        for (; samples.Length >= Vector<float>.Count; samples = samples[Vector<float>.Count..])
        {
            Vector.Widen(new Vector<float>(samples), out Vector<double> low, out Vector<double> high);
            low -= means;
            high -= means;
            sum += (low * low) + (high * high);
        }

        double total = Vector.Sum(sum);
        foreach (float sample in samples)
            total += (sample - mean) * (sample - mean);
        return total;
    }
}
