using System.Globalization;
using Speech.Sdk.Evaluation.Metrics;

namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>Rows of comma-separated values (RFC 4180, with line feeds). An unknown value is an empty cell, a text is written as it is.</summary>
internal static class CsvCells
{
    public static void WriteRow(TextWriter output, IEnumerable<string?> cells)
    {
        output.Write(string.Join(',', cells.Select(Quote)));
        output.Write('\n');
    }

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest text that reads as the same number.</summary>
    public static string? Number(double? number) =>
        number is { } known && double.IsFinite(known) ? known.ToString("R", CultureInfo.InvariantCulture) : null;

    public static string? Seconds(TimeSpan? time) => Number(time?.TotalSeconds);

    public static IEnumerable<string?> Counts(ErrorCounts counts) =>
    [
        Number(counts.ReferenceLength), Number(counts.Hits), Number(counts.Substitutions), Number(counts.Deletions), Number(counts.Insertions),
    ];

    /// <summary>A rate, which there is none of above an empty reference.</summary>
    public static string? Rate(ErrorCounts counts, Func<ErrorCounts, double> rate) => counts.ReferenceLength > 0 ? Number(rate(counts)) : null;

    private static string? Quote(string? cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
