using Speech.Sdk.Benchmarks.Tables;
using Speech.Sdk.Evaluation.Reports.Writers.Tables;

namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>A comparison as tables for people: a workload each, and all of them together.</summary>
internal static class ComparisonTables
{
    private static readonly string[] Columns = ["engine", "seconds", "least to most", "warm-up", "real-time factor", "ratio", "processor s", "peak MB", "WER %"];

    public static IEnumerable<Table> Of(ComparisonResult result)
    {
        IReadOnlyList<Workload> all = result.Settings.Workloads;
        foreach (Workload workload in all)
            yield return Of(result, workload.Title, [workload]);
        if (all.Count > 1)
            yield return Of(result, "all", all);
    }

    private static Table Of(ComparisonResult result, string title, IReadOnlyList<Workload> workloads)
    {
        int clips = workloads.Sum(workload => workload.Clips.Count);
        double minutes = workloads.Sum(workload => workload.Audio.TotalMinutes);
        return new Table(
            FormattableString.Invariant($"{title}, {clips} clips, {minutes:0.0} min"), Columns, [.. result.Settings.Engines.Select(engine => Row(result.Summary(engine, workloads)))]);
    }

    private static string[] Row(EngineSummary summary) =>
    [
        summary.Engine.Name,
        Numbers.Digits(Numbers.Median(summary.Seconds)),
        $"{Numbers.Digits(summary.Seconds.Min())} to {Numbers.Digits(summary.Seconds.Max())}",
        summary.WarmUpSeconds.Count > 0 ? Numbers.Digits(summary.WarmUpSeconds[0]) : Numbers.None,
        Numbers.Text(summary.RealTimeFactor, "0.0000"),
        Numbers.Digits(summary.Ratio),
        Numbers.Digits(summary.ProcessorSeconds),
        Numbers.Megabytes(summary.PeakBytes),
        ReportText.WordErrors(summary.Words),
    ];
}
