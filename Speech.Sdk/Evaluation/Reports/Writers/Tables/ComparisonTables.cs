namespace Speech.Sdk.Evaluation.Reports.Writers.Tables;

/// <summary>Several runs side by side, and which differences are more than chance.</summary>
internal static class ComparisonTables
{
    public static IEnumerable<ReportTable> Of(EvaluationReport report)
    {
        if (report.Runs.Count > 1)
            yield return BySet(report);
        if (report.Comparisons.Count > 0)
            yield return Differences(report.Comparisons);
    }

    private static ReportTable BySet(EvaluationReport report)
    {
        Dictionary<string, ScoreSummary>[] runs = [.. report.Runs.Select(run =>
            (run.Groups.FirstOrDefault(group => group.Field == "set")?.Parts ?? []).ToDictionary(part => part.Value, part => part.Score))];
        List<ReportRow> rows = [.. runs.SelectMany(run => run.Keys).Distinct().Select(set => new ReportRow(
            [set, .. runs.Select(run => run.TryGetValue(set, out ScoreSummary? score) ? ReportText.WordErrors(score.Words) : ReportText.None)]))];
        rows.Add(new([ResultTables.All, .. report.Runs.Select(run => ReportText.WordErrors(run.Total.Words))], IsTotal: true));
        return new("WER % by set and run", [new("set", Numeric: false), .. report.Runs.Select(run => new ReportColumn(run.Run.Name))], rows);
    }

    private static ReportTable Differences(IReadOnlyList<RunComparison> comparisons) => new(
        "Differences in WER, in points: below 0 the run has fewer errors than the baseline",
        [new("run", Numeric: false), new("baseline", Numeric: false), new("clips"), new("difference"), new("interval"), new("p, permutation"), new("p, MAPSSWE")],
        [.. comparisons.Select(comparison => new ReportRow(
        [
            comparison.Run, comparison.Baseline, ReportText.Count(comparison.Clips), ReportText.Points(comparison.Difference),
            $"{ReportText.Points(comparison.Interval.Low)} to {ReportText.Points(comparison.Interval.High)}",
            ReportText.Probability(comparison.PermutationP), ReportText.Probability(comparison.MatchedPairsP),
        ]))]);
}
