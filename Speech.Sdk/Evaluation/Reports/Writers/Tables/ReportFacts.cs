using System.Globalization;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation.Reports.Writers.Tables;

/// <summary>What somebody needs to know to read the numbers and to make them again.</summary>
internal static class ReportFacts
{
    /// <summary>How the texts were scored.</summary>
    public static IEnumerable<(string Name, string Value)> Scoring(EvaluationReport report)
    {
        ScoringOptions scoring = report.Scoring;
        yield return ("Date", ReportText.Date(report.Created));
        yield return ("Normaliser", scoring.Normalizer.Name);
        if (report.Runs.Any(run => run.Total.Failed > 0))
            yield return ("Clips without a text", scoring.FailuresAreDeletions ? "count as deletions of all their words" : "are left out of the rates");
        yield return ("Intervals", scoring.Draws > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{100 * scoring.ConfidenceLevel:0.##} %, bootstrap over clips, {scoring.Draws} draws, seed {scoring.Seed}")
            : "not asked for");
    }

    /// <summary>What made a run's texts, and how fast.</summary>
    public static IEnumerable<(string Name, string Value)> Run(RunReport report)
    {
        RunInfo run = report.Run;
        (string Name, string? Value)[] facts =
        [
            ("Model", run.Model ?? "texts made elsewhere"),
            ("Kind", run.Kind),
            ("SHA-256", run.ModelHash),
            ("Options", run.Options.Length > 0 ? run.Options : run.Model is null ? null : "the defaults"),
            ("Ran on", run.ExecutionProvider),
            ("Machine", run.Machine),
            ("Speech.Sdk", run.Version),
            ("Begun", run.Started == default ? null : ReportText.DateAndTime(run.Started)),
            ("Speed", report.Speed is { } speed ? Speed(speed) : null),
        ];
        return facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => (fact.Name, fact.Value!));
    }

    private static string Speed(SpeedSummary speed) =>
        $"real-time factor {ReportText.Factor(speed.RealTimeFactor)} ({ReportText.Minutes(speed.Audio)} min of audio in {ReportText.Minutes(speed.Wall)} min); " +
        $"latency in s: median {ReportText.Seconds(speed.MedianLatency)}, 90 % {ReportText.Seconds(speed.Latency90)}, 95 % {ReportText.Seconds(speed.Latency95)}, " +
        $"99 % {ReportText.Seconds(speed.Latency99)}, longest {ReportText.Seconds(speed.MaximumLatency)}";
}
