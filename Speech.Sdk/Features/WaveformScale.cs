using System.Numerics.Tensors;

namespace Speech.Sdk.Features;

/// <summary>Brings a waveform to zero mean and unit variance, as feature extractors do where their configuration says do_normalize.</summary>
internal static class WaveformScale
{
    private const double Epsilon = 1e-7;

    /// <summary>(x − mean) / √(variance + 1e-7) over all of <paramref name="samples"/>; the two spans may be the same.</summary>
    public static void ZeroMeanUnitVariance(ReadOnlySpan<float> samples, Span<float> destination)
    {
        if (samples.IsEmpty)
            return;
        double sum = 0;
        foreach (float sample in samples)
            sum += sample;
        double mean = sum / samples.Length;
        double squares = 0;
        foreach (float sample in samples)
            squares += (sample - mean) * (sample - mean);
        double deviation = Math.Sqrt(squares / samples.Length + Epsilon);
        destination = destination[..samples.Length];
        TensorPrimitives.Subtract(samples, (float)mean, destination);
        TensorPrimitives.Divide(destination, (float)deviation, destination);
    }
}
