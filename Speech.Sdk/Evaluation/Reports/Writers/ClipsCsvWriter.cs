using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>A row a clip and run. Fields of the manifest stand last, as <c>fields.name</c>.</summary>
internal sealed class ClipsCsvWriter : IReportWriter
{
    private static readonly string[] Header =
    [
        "set", "clip", "run", "language", "speaker", "noise", "audio", "start", "end", "duration", "reference", "hypothesis", "normalizedReference",
        "normalizedHypothesis", "hypothesisLanguage", "words", "hits", "substitutions", "deletions", "insertions", "wer", "mer", "wil", "characters",
        "characterHits", "characterSubstitutions", "characterDeletions", "characterInsertions", "cer", "heard", "latency", "counted", "error", "warnings",
    ];

    public string Format => "csv";

    public string FileName => "clips.csv";

    public void Write(TextWriter output, EvaluationReport report)
    {
        string[] fields = [.. report.Runs.SelectMany(run => run.Clips).SelectMany(clip => clip.Result.Clip.Fields.Keys).Distinct().Order(StringComparer.Ordinal)];
        CsvCells.WriteRow(output, Header.Concat(fields.Select(field => $"fields.{field}")));
        foreach (RunReport run in report.Runs)
        {
            foreach (ScoredClip clip in run.Clips)
                CsvCells.WriteRow(output, Row(run.Run.Name, clip).Concat(fields.Select(clip.Result.Clip.Fields.GetValueOrDefault)));
        }
    }

    private static IEnumerable<string?> Row(string run, ScoredClip scored)
    {
        (ClipResult result, TextAlignment words, ErrorCounts characters, bool counted) = scored;
        EvaluationClip clip = result.Clip;
        return
        [
            clip.Set, clip.Id, run, clip.Language, clip.Speaker, clip.Noise, clip.AudioPath,
            CsvCells.Seconds(clip.Range?.Start), CsvCells.Seconds(clip.Range?.End), CsvCells.Seconds(clip.Duration),
            clip.Reference, result.Hypothesis, string.Join(' ', words.Reference), string.Join(' ', words.Hypothesis), result.Language,
            .. CsvCells.Counts(words.Counts), CsvCells.Rate(words.Counts, counts => counts.ErrorRate),
            CsvCells.Rate(words.Counts, counts => counts.MatchErrorRate), CsvCells.Rate(words.Counts, counts => counts.InformationLost),
            .. CsvCells.Counts(characters), CsvCells.Rate(characters, counts => counts.ErrorRate),
            CsvCells.Seconds(result.Audio), CsvCells.Seconds(result.Latency), counted ? "true" : "false", result.Error, string.Join('\n', result.Warnings),
        ];
    }
}
