using System.Globalization;

namespace Speech.Sdk.Evaluation.Reports.Writers.Tables;

/// <summary>A run's errors by set, and by the fields that were asked for.</summary>
internal static class ResultTables
{
    public const string All = "all";

    public static IEnumerable<ReportTable> Of(EvaluationReport report, RunReport run)
    {
        yield return Table(report, run, "set");
        foreach (string field in report.Scoring.GroupBy.Distinct().Where(field => field != "set" && run.Groups.Any(group => group.Field == field)))
            yield return Table(report, run, field);
    }

    private static ReportTable Table(EvaluationReport report, RunReport run, string field)
    {
        SetSpeeds? speeds = field == "set" ? SetSpeeds.Of(run) : null;
        IReadOnlyList<ScoreGroupPart> parts = run.Groups.FirstOrDefault(group => group.Field == field)?.Parts ?? [];
        bool failures = run.Total.Failed > 0;
        List<ReportRow> rows = [.. parts.Select(part => Row(part.Value.Length > 0 ? part.Value : $"no {field}", part.Score, speeds?.RealTimeFactor(part.Value)))];
        rows.Add(Row(All, run.Total, run.Speed?.RealTimeFactor) with { IsTotal = true });
        return new($"{run.Run.Name}, by {field}", [.. Columns()], rows);

        IEnumerable<ReportColumn> Columns()
        {
            yield return new(field, Numeric: false);
            yield return new("clips");
            if (failures)
                yield return new("failed");
            foreach (string name in (string[])["min", "words", "S", "D", "I", "WER %", Level(report.Scoring), "CER %", "WIL %", "RTF"])
                yield return new(name);
        }

        ReportRow Row(string value, ScoreSummary score, double? realTimeFactor) => new(
        [
            value, ReportText.Count(score.Clips), .. failures ? [ReportText.Count(score.Failed)] : Array.Empty<string>(), ReportText.Minutes(score.Audio),
            ReportText.Count(score.Words.ReferenceLength), ReportText.Count(score.Words.Substitutions), ReportText.Count(score.Words.Deletions),
            ReportText.Count(score.Words.Insertions), ReportText.WordErrors(score.Words), ReportText.Interval(score.WordErrorRateInterval),
            ReportText.Rate(score.Characters, score.Characters.ErrorRate), ReportText.Rate(score.Words, score.Words.InformationLost),
            ReportText.Factor(realTimeFactor),
        ]);
    }

    private static string Level(ScoringOptions scoring) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * scoring.ConfidenceLevel:0.##} % interval");
}
