using System.Collections.Concurrent;

namespace Speech.Sdk.Audio.Resampling;

/// <summary>
/// A low-pass filter cut into phases: row p holds the taps for an output sample that lies p / <see cref="Phases"/> of an input
/// sample behind an input sample. A sinc under a Kaiser window (J. F. Kaiser, "Nonrecursive digital filter design using the
/// I0-sinh window function", 1974), flat to 0.4565 of the lower rate and below -140 dB from its Nyquist on, as soxr's HQ is.
/// </summary>
internal sealed class PolyphaseFilter
{
    private const double PassBand = 0.4565;
    private const double StopBand = 0.5;
    private const double Attenuation = 145;
    private const double Beta = 0.1102 * (Attenuation - 8.7);

    /// <summary>Rows are as long as a whole number of these, so that the inner product has no remainder.</summary>
    public const int Lane = 32;

    private const int MaxExactTable = 1 << 20;
    private const int InterpolatedPhases = 256;
    private const int MaxCached = 16;

    private static readonly ConcurrentDictionary<(int, int), PolyphaseFilter> Cache = new();

    private readonly float[] _table;

    private PolyphaseFilter(int up, int down)
    {
        double scale = Math.Min(1, (double)up / down);
        double width = (StopBand - PassBand) * scale;
        double halfLength = (Attenuation - 7.95) / (14.36 * width) / 2;
        int half = (((int)Math.Ceiling(halfLength) + (Lane / 2)) / (Lane / 2)) * (Lane / 2);
        Taps = 2 * half;
        Interpolates = (long)up * Taps > MaxExactTable;
        Phases = Interpolates ? InterpolatedPhases : up;

        // Cubic interpolation between rows needs the one before the first and the two from the last on.
        int rows = Interpolates ? Phases + 3 : Phases;
        int first = Interpolates ? -1 : 0;
        double cutOff = (PassBand + StopBand) / 2 * scale;
        double[] exact = new double[rows * Taps];
        for (int row = 0; row < rows; row++)
        {
            double offset = (double)(row + first) / Phases;
            for (int tap = 0; tap < Taps; tap++)
                exact[(row * Taps) + tap] = Coefficient(tap - Before - offset, cutOff, halfLength);
        }

        // A constant stays what it is.
        double gain = rows / exact.Sum();
        _table = Array.ConvertAll(exact, value => (float)(value * gain));
    }

    /// <summary>Coefficients a row.</summary>
    public int Taps { get; }

    /// <summary>How many input samples a row reaches back from the one at or before the output sample.</summary>
    public int Before => (Taps / 2) - 1;

    /// <summary>Rows within one input sample.</summary>
    public int Phases { get; }

    /// <summary>True where the ratio has more phases than a table should hold, and outputs lie between rows.</summary>
    public bool Interpolates { get; }

    /// <summary>The filter from <paramref name="down"/> to <paramref name="up"/> samples, two numbers without a common factor.</summary>
    public static PolyphaseFilter For(int up, int down)
    {
        if (Cache.TryGetValue((up, down), out PolyphaseFilter? filter))
            return filter;
        filter = new PolyphaseFilter(up, down);
        if (Cache.Count < MaxCached)
            Cache.TryAdd((up, down), filter);
        return filter;
    }

    /// <summary>The taps of a phase; from -1 to Phases + 1 where the filter interpolates.</summary>
    public ReadOnlySpan<float> Row(int phase) => _table.AsSpan((Interpolates ? phase + 1 : phase) * Taps, Taps);

    private static double Coefficient(double t, double cutOff, double halfLength)
    {
        double x = t / halfLength;
        if (Math.Abs(x) >= 1)
            return 0;
        double angle = 2 * Math.PI * cutOff * t;
        double sinc = Math.Abs(angle) < 1e-9 ? 1 : Math.Sin(angle) / angle;
        return 2 * cutOff * sinc * BesselI0(Beta * Math.Sqrt(1 - (x * x))) / I0OfBeta;
    }

    private static readonly double I0OfBeta = BesselI0(Beta);

    /// <summary>The modified Bessel function of order zero by its power series.</summary>
    private static double BesselI0(double x)
    {
        double sum = 1, term = 1, quarter = x * x / 4;
        for (int k = 1; term > sum * 1e-17; k++)
        {
            term *= quarter / ((double)k * k);
            sum += term;
        }

        return sum;
    }
}
