using System.Globalization;

namespace Speech.Cli.Output;

/// <summary>Numbers as tables hold them, the same in every culture.</summary>
internal static class Cells
{
    /// <summary><c>01:02:03.450</c>, for people.</summary>
    public static string Clock(TimeSpan time)
    {
        long milliseconds = (long)Math.Round(time.TotalMilliseconds);
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 3_600_000:00}:{milliseconds / 60_000 % 60:00}:{milliseconds / 1000 % 60:00}.{milliseconds % 1000:000}");
    }

    /// <summary><c>3723.450</c>, for programs.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary><c>0.987</c>, for people.</summary>
    public static string Rounded(double probability) => probability.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary><c>0.987263</c>, for programs.</summary>
    public static string Exact(double probability) => probability.ToString("0.000000", CultureInfo.InvariantCulture);
}
