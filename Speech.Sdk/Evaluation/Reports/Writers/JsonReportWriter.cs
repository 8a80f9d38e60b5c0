using System.Text.Json;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>Everything a report holds, numbers in full precision; every member is always there. docs/evaluation-reports.md describes it.</summary>
internal sealed class JsonReportWriter : IReportWriter
{
    /// <summary>Goes up when a member changes its meaning or goes away, not when one is added.</summary>
    private const int Version = 1;

    public string Format => "json";

    public string FileName => "report.json";

    public void Write(TextWriter output, EvaluationReport report)
    {
        using (JsonOutput json = new(output))
            WriteReport(json, report);
        output.Write('\n');
    }

    private static void WriteReport(JsonOutput output, EvaluationReport report)
    {
        Utf8JsonWriter json = output.Json;
        json.WriteStartObject();
        json.WriteString("format", "speech-evaluation");
        json.WriteNumber("version", Version);
        json.WriteString("created", report.Created);
        WriteScoring(output, report.Scoring);
        json.WriteStartArray("runs");
        foreach (RunReport run in report.Runs)
            WriteRun(output, run);
        json.WriteEndArray();
        json.WriteStartArray("comparisons");
        foreach (RunComparison comparison in report.Comparisons)
            WriteComparison(output, comparison);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteScoring(JsonOutput output, ScoringOptions scoring)
    {
        Utf8JsonWriter json = output.Json;
        json.WriteStartObject("scoring");
        json.WriteString("normalizer", scoring.Normalizer.Name);
        json.WriteBoolean("failuresAreDeletions", scoring.FailuresAreDeletions);
        output.Strings("groupBy", scoring.GroupBy);
        json.WriteNumber("draws", scoring.Draws);
        json.WriteNumber("seed", scoring.Seed);
        output.Number("confidenceLevel", scoring.ConfidenceLevel);
        json.WriteEndObject();
    }

    private static void WriteRun(JsonOutput output, RunReport report)
    {
        Utf8JsonWriter json = output.Json;
        RunInfo run = report.Run;
        json.WriteStartObject();
        json.WriteString("name", run.Name);
        json.WriteString("model", run.Model);
        json.WriteString("modelHash", run.ModelHash);
        json.WriteString("kind", run.Kind);
        json.WriteString("executionProvider", run.ExecutionProvider);
        json.WriteString("options", run.Options);
        json.WriteString("machine", run.Machine);
        json.WriteString("library", run.Version);
        json.WriteString("started", run.Started);
        JsonScores.WriteSpeed(output, report.Speed);
        json.WritePropertyName("total");
        JsonScores.WriteScore(output, report.Total);
        json.WriteStartArray("groups");
        foreach (ScoreGroup group in report.Groups)
            WriteGroup(output, group);
        json.WriteEndArray();
        json.WriteStartArray("clips");
        foreach (ScoredClip clip in report.Clips)
        {
            JsonClips.Write(output, clip);
            output.Drain();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteGroup(JsonOutput output, ScoreGroup group)
    {
        output.Json.WriteStartObject();
        output.Json.WriteString("field", group.Field);
        output.Json.WriteStartArray("parts");
        foreach (ScoreGroupPart part in group.Parts)
        {
            output.Json.WriteStartObject();
            output.Json.WriteString("value", part.Value);
            output.Json.WritePropertyName("score");
            JsonScores.WriteScore(output, part.Score);
            output.Json.WriteEndObject();
        }

        output.Json.WriteEndArray();
        output.Json.WriteEndObject();
    }

    private static void WriteComparison(JsonOutput output, RunComparison comparison)
    {
        output.Json.WriteStartObject();
        output.Json.WriteString("baseline", comparison.Baseline);
        output.Json.WriteString("run", comparison.Run);
        output.Json.WriteNumber("clips", comparison.Clips);
        output.Number("difference", comparison.Difference);
        output.Interval("interval", comparison.Interval);
        output.Number("permutationP", comparison.PermutationP);
        output.Number("matchedPairsP", comparison.MatchedPairsP);
        output.Json.WriteEndObject();
    }
}
