using System.Globalization;

namespace Speech.Sdk.Benchmarks.Tables;

/// <summary>Measured numbers as tables show them, and the middle of several.</summary>
internal static class Numbers
{
    /// <summary>What stands where nothing was measured.</summary>
    public const string None = "–";

    /// <summary>Three digits, or all before the point where there are more.</summary>
    public static string Digits(double? number) => number switch
    {
        null => None,
        >= 99.95 or <= -99.95 => Text(number, "#,##0"),
        >= 9.995 or <= -9.995 => Text(number, "0.0"),
        _ => Text(number, "0.00"),
    };

    public static string Megabytes(long? bytes) => Text(bytes / 1e6, "#,##0");

    public static string Percent(double? share) => Text(100 * share, "0.0");

    public static string Text(double? number, string format) => number is { } known ? known.ToString(format, CultureInfo.InvariantCulture) : None;

    /// <summary>The middle one; of an even count the mean of both in the middle.</summary>
    public static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
