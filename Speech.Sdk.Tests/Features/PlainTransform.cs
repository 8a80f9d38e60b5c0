using System.Numerics;

namespace Speech.Sdk.Tests.Features;

/// <summary>Definitions written out in double precision, the independent reference of the fast versions.</summary>
internal static class PlainTransform
{
    /// <summary>X[k] = Σ x[n]·exp(-2πi·kn/N), the first <paramref name="bins"/> bins.</summary>
    public static Complex[] Dft(IReadOnlyList<Complex> x, int bins)
    {
        int size = x.Count;
        Complex[] roots = [.. Enumerable.Range(0, size).Select(k => Complex.FromPolarCoordinates(1, -2 * Math.PI * k / size))];
        return [.. Enumerable.Range(0, bins).Select(k =>
        {
            Complex sum = 0;
            for (int n = 0; n < size; n++)
                sum += x[n] * roots[(int)((long)k * n % size)];
            return sum;
        })];
    }

    /// <summary>Whisper's log-mel spectrogram [mels][frames] of a signal of that very length, with the given dense filters.</summary>
    public static double[][] LogMel(float[] signal, double[][] filters)
    {
        int frames = signal.Length / 160;
        double[][] logs = [.. filters.Select(_ => new double[frames])];
        for (int frame = 0; frame < frames; frame++)
        {
            Complex[] windowed = new Complex[400];
            for (int n = 0; n < 400; n++)
            {
                int at = Math.Abs(frame * 160 + n - 200);
                at = at < signal.Length ? at : 2 * (signal.Length - 1) - at;
                windowed[n] = signal[at] * Math.Pow(Math.Sin(Math.PI * n / 400), 2);
            }

            double[] power = [.. Dft(windowed, 201).Select(bin => bin.Real * bin.Real + bin.Imaginary * bin.Imaginary)];
            for (int mel = 0; mel < filters.Length; mel++)
                logs[mel][frame] = Math.Log10(Math.Max(1e-10, filters[mel].Zip(power, (weight, energy) => weight * energy).Sum()));
        }

        double least = logs.Max(row => row.Max()) - 8;
        return [.. logs.Select(row => row.Select(value => (Math.Max(value, least) + 4) / 4).ToArray())];
    }

    /// <summary>Kaldi's log-mel energies [mels] of a frame of 400 samples at 16 kHz.</summary>
    public static double[] KaldiLogMel(ReadOnlySpan<float> samples, int mels)
    {
        double[] frame = [.. samples.ToArray().Select(sample => sample * 32768.0)];
        double mean = frame.Average();
        Complex[] windowed = new Complex[512];
        for (int n = 0; n < 400; n++)
        {
            double emphasised = frame[n] - mean - (0.97 * (frame[Math.Max(0, n - 1)] - mean));
            windowed[n] = emphasised * Math.Pow(Math.Pow(Math.Sin(Math.PI * n / 399), 2), 0.85);
        }

        double[] power = [.. Dft(windowed, 257).Select(bin => bin.Real * bin.Real + bin.Imaginary * bin.Imaginary)];
        double low = Mel(20), width = (Mel(8000) - low) / (mels + 1);
        return [.. Enumerable.Range(1, mels).Select(centre => Math.Log(Math.Max(
            1.192092955078125e-07,
            power.Select((energy, bin) => energy * Math.Max(0, 1 - Math.Abs(((Mel(bin * 31.25) - low) / width) - centre))).Sum())))];

        static double Mel(double hertz) => 1127 * Math.Log(1 + (hertz / 700));
    }
}
