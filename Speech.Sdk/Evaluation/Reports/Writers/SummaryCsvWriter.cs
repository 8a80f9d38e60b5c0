using Speech.Sdk.Evaluation.Metrics;

namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>A row a run, with its speed and an empty field, and one each value of every field that its scores are parted by.</summary>
internal sealed class SummaryCsvWriter : IReportWriter
{
    private static readonly string[] Header =
    [
        "run", "field", "value", "clips", "failed", "audio", "words", "hits", "substitutions", "deletions", "insertions", "wer", "werLow", "werHigh", "mer",
        "wil", "wip", "characters", "characterHits", "characterSubstitutions", "characterDeletions", "characterInsertions", "cer", "cerLow", "cerHigh",
        "heard", "wall", "realTimeFactor", "medianLatency", "latency90", "latency95", "latency99", "maximumLatency",
    ];

    public string Format => "summary";

    public string FileName => "summary.csv";

    public void Write(TextWriter output, EvaluationReport report)
    {
        CsvCells.WriteRow(output, Header);
        foreach (RunReport run in report.Runs)
        {
            string name = run.Run.Name;
            CsvCells.WriteRow(output, [name, null, null, .. Score(run.Total), .. Speed(run.Speed)]);
            foreach (ScoreGroup group in run.Groups)
            {
                foreach (ScoreGroupPart part in group.Parts)
                    CsvCells.WriteRow(output, [name, group.Field, part.Value, .. Score(part.Score), .. Speed(null)]);
            }
        }
    }

    private static IEnumerable<string?> Score(ScoreSummary score)
    {
        ErrorCounts words = score.Words;
        return
        [
            CsvCells.Number(score.Clips), CsvCells.Number(score.Failed), CsvCells.Seconds(score.Audio),
            .. CsvCells.Counts(words), CsvCells.Rate(words, counts => counts.ErrorRate),
            CsvCells.Number(score.WordErrorRateInterval?.Low), CsvCells.Number(score.WordErrorRateInterval?.High),
            CsvCells.Rate(words, counts => counts.MatchErrorRate), CsvCells.Rate(words, counts => counts.InformationLost),
            CsvCells.Rate(words, counts => counts.InformationPreserved),
            .. CsvCells.Counts(score.Characters), CsvCells.Rate(score.Characters, counts => counts.ErrorRate),
            CsvCells.Number(score.CharacterErrorRateInterval?.Low), CsvCells.Number(score.CharacterErrorRateInterval?.High),
        ];
    }

    private static IEnumerable<string?> Speed(SpeedSummary? speed) =>
    [
        CsvCells.Seconds(speed?.Audio), CsvCells.Seconds(speed?.Wall), CsvCells.Number(speed?.RealTimeFactor), CsvCells.Seconds(speed?.MedianLatency),
        CsvCells.Seconds(speed?.Latency90), CsvCells.Seconds(speed?.Latency95), CsvCells.Seconds(speed?.Latency99), CsvCells.Seconds(speed?.MaximumLatency),
    ];
}
