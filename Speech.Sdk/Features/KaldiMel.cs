namespace Speech.Sdk.Features;

/// <summary>
/// Mel filters after Kaldi's compute-fbank-feats: triangles of height 1 whose sides are straight in mel, mel = 1127·ln(1 + f/700).
/// </summary>
internal static class KaldiMel
{
    private const double LeastHertz = 20;

    /// <summary>Filters from 20 Hz to half the sample rate over the <paramref name="fftSize"/>/2 + 1 bins of a spectrum.</summary>
    public static FilterBank Filters(int filters, int fftSize, int sampleRate)
    {
        int bins = (fftSize / 2) + 1;
        double least = ToMel(LeastHertz);
        double step = (ToMel(sampleRate / 2.0) - least) / (filters + 1);
        double[,] weights = new double[filters, bins];
        for (int filter = 0; filter < filters; filter++)
        {
            double left = least + (filter * step);
            // The last bin, half the sample rate, ends the last triangle; rounding must not give it a weight.
            for (int bin = 0; bin < bins - 1; bin++)
            {
                double steps = (ToMel((double)bin * sampleRate / fftSize) - left) / step;
                weights[filter, bin] = Math.Max(0, Math.Min(steps, 2 - steps));
            }
        }

        return new FilterBank(weights);
    }

    private static double ToMel(double hertz) => 1127 * Math.Log(1 + (hertz / 700));
}
