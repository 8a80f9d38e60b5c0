namespace Speech.Sdk.Features;

/// <summary>
/// Mel filters after Slaney's Auditory Toolbox, as in librosa.filters.mel: linear below 1 kHz, logarithmic above, triangles of
/// equal area.
/// </summary>
internal static class SlaneyMel
{
    private const double HertzPerMel = 200.0 / 3;
    private const double KneeHertz = 1000;
    private const double KneeMel = KneeHertz / HertzPerMel;
    private static readonly double LogStep = Math.Log(6.4) / 27;

    /// <summary>Filters from 0 Hz to half the sample rate over the <paramref name="fftSize"/>/2 + 1 bins of a spectrum.</summary>
    public static FilterBank Filters(int filters, int fftSize, int sampleRate)
    {
        int bins = fftSize / 2 + 1;
        double top = ToMel(sampleRate / 2.0);
        double[] edges = [.. Enumerable.Range(0, filters + 2).Select(i => ToHertz(top * i / (filters + 1)))];
        double[,] weights = new double[filters, bins];
        for (int filter = 0; filter < filters; filter++)
        {
            (double left, double centre, double right) = (edges[filter], edges[filter + 1], edges[filter + 2]);
            for (int bin = 0; bin < bins; bin++)
            {
                double hertz = (double)bin * sampleRate / fftSize;
                double height = Math.Min((hertz - left) / (centre - left), (right - hertz) / (right - centre));
                weights[filter, bin] = Math.Max(0, height) * 2 / (right - left);
            }
        }

        return new FilterBank(weights);
    }

    private static double ToMel(double hertz) =>
        hertz < KneeHertz ? hertz / HertzPerMel : KneeMel + Math.Log(hertz / KneeHertz) / LogStep;

    private static double ToHertz(double mel) =>
        mel < KneeMel ? mel * HertzPerMel : KneeHertz * Math.Exp((mel - KneeMel) * LogStep);
}
