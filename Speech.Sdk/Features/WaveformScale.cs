using System.Numerics.Tensors;

namespace Speech.Sdk.Features;

/// <summary>
/// Brings a waveform to zero mean and unit variance, as feature extractors do where their configuration says do_normalize:
/// (x − mean) / √(variance + 1e-7). Any part of a recording is scaled by the numbers of the whole.
/// </summary>
internal readonly struct WaveformScale
{
    private const double Epsilon = 1e-7;

    private readonly float _mean;
    private readonly float _rest;
    private readonly float _factor;

    public WaveformScale(WaveformStatistics statistics)
    {
        _mean = (float)statistics.Mean;
        // What rounding takes off the mean: beside a large offset, quiet noise is magnified 3000 times, and the rounding with it.
        _rest = (float)(statistics.Mean - _mean);
        _factor = (float)(1 / Math.Sqrt(statistics.Variance + Epsilon));
    }

    /// <summary>Scales samples of the recording; the two spans may be the same.</summary>
    public void Apply(ReadOnlySpan<float> samples, Span<float> destination)
    {
        destination = destination[..samples.Length];
        TensorPrimitives.Subtract(samples, _mean, destination);
        TensorPrimitives.Subtract(destination, _rest, destination);
        TensorPrimitives.Multiply(destination, _factor, destination);
    }

    /// <summary>Scales a recording that is there as a whole, by its own numbers; the two spans may be the same.</summary>
    public static void ZeroMeanUnitVariance(ReadOnlySpan<float> samples, Span<float> destination) =>
        new WaveformScale(default(WaveformStatistics).And(samples)).Apply(samples, destination);
}
