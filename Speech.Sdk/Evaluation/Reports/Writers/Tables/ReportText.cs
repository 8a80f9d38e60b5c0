using System.Globalization;
using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Evaluation.Statistics;

namespace Speech.Sdk.Evaluation.Reports.Writers.Tables;

/// <summary>Numbers as people read them, the same in every culture.</summary>
internal static class ReportText
{
    /// <summary>What stands where there is nothing to tell.</summary>
    public const string None = "–";

    public static string Count(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>In percent, without the sign.</summary>
    public static string Percent(double share) => double.IsFinite(share) ? (100 * share).ToString("0.00", CultureInfo.InvariantCulture) : None;

    /// <summary>A word error rate in percent; above an empty reference how many words were written, as there is no rate.</summary>
    public static string WordErrors(ErrorCounts words) => words.ReferenceLength > 0 ? Percent(words.ErrorRate) : Written(words.Insertions);

    public static string Rate(ErrorCounts counts, double rate) => counts.ReferenceLength > 0 ? Percent(rate) : None;

    public static string Interval(ConfidenceInterval? interval) =>
        interval is { } known ? $"{Percent(known.Low)}–{Percent(known.High)}" : None;

    public static string Minutes(TimeSpan time) => time.TotalMinutes.ToString("#,##0.0", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("#,##0.00", CultureInfo.InvariantCulture);

    public static string Factor(double? factor) =>
        factor is { } known && double.IsFinite(known) ? known.ToString("0.000", CultureInfo.InvariantCulture) : None;

    /// <summary>A probability; below 0.001 only that.</summary>
    public static string Probability(double p) =>
        !double.IsFinite(p) ? None : p < 0.001 ? "< 0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A difference of rates in points, with its sign.</summary>
    public static string Points(double difference) =>
        double.IsFinite(difference) ? (100 * difference).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture) : None;

    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string DateAndTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    private static string Written(long words) => words switch
    {
        0 => "no words",
        1 => "1 word",
        _ => $"{Count(words)} words",
    };
}
