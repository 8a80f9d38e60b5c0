using System.Text.Json;
using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Evaluation.Reports.Writers.Tables;

namespace Speech.Sdk.Evaluation.Reports.Writers.Html;

/// <summary>What a page's script shows. It belongs to the page and is no format for others: clips stand once for all runs, counts are bare lists.</summary>
internal static class PageData
{
    public static void Write(JsonOutput output, EvaluationReport report, PageAudio audio)
    {
        Utf8JsonWriter json = output.Json;
        json.WriteStartObject();
        WriteFacts(json, ReportFacts.Scoring(report));
        output.Number("level", report.Scoring.ConfidenceLevel);
        json.WriteStartArray("runs");
        foreach (RunReport run in report.Runs)
            WriteRun(output, run);
        json.WriteEndArray();
        json.WriteStartArray("comparisons");
        foreach (RunComparison comparison in report.Comparisons)
            WriteComparison(output, comparison);
        json.WriteEndArray();
        json.WriteStartArray("audio");
        foreach (PageAudioFile file in audio.Files)
            WriteAudio(output, file);
        json.WriteEndArray();
        PageClips.Write(output, report, audio);
        json.WriteEndObject();
    }

    public static void WriteCounts(Utf8JsonWriter json, string name, ErrorCounts counts)
    {
        json.WriteStartArray(name);
        foreach (long count in (ReadOnlySpan<long>)[counts.Hits, counts.Substitutions, counts.Deletions, counts.Insertions])
            json.WriteNumberValue(count);
        json.WriteEndArray();
    }

    private static void WriteFacts(Utf8JsonWriter json, IEnumerable<(string Name, string Value)> facts)
    {
        json.WriteStartArray("facts");
        foreach ((string name, string value) in facts)
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteStringValue(value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteRun(JsonOutput output, RunReport run)
    {
        Utf8JsonWriter json = output.Json;
        json.WriteStartObject();
        json.WriteString("name", run.Run.Name);
        WriteFacts(json, ReportFacts.Run(run));
        output.Number("realTimeFactor", run.Speed?.RealTimeFactor);
        json.WriteBoolean("oneByOne", SetSpeeds.Of(run) is not null);
        output.Seconds("medianLatency", run.Speed?.MedianLatency);
        output.Seconds("latency95", run.Speed?.Latency95);
        json.WritePropertyName("total");
        WriteScore(output, run.Total);
        json.WriteStartArray("groups");
        foreach (ScoreGroup group in run.Groups)
        {
            json.WriteStartObject();
            json.WriteString("field", group.Field);
            json.WriteStartArray("parts");
            foreach (ScoreGroupPart part in group.Parts)
            {
                json.WriteStartObject();
                json.WriteString("value", part.Value);
                json.WritePropertyName("score");
                WriteScore(output, part.Score);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            output.Drain();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteScore(JsonOutput output, ScoreSummary score)
    {
        Utf8JsonWriter json = output.Json;
        json.WriteStartObject();
        json.WriteNumber("clips", score.Clips);
        json.WriteNumber("failed", score.Failed);
        output.Seconds("audio", score.Audio);
        WriteCounts(json, "words", score.Words);
        output.Number("wer", score.Words.ReferenceLength > 0 ? score.Words.ErrorRate : null);
        output.Interval("interval", score.WordErrorRateInterval);
        output.Number("cer", score.Characters.ReferenceLength > 0 ? score.Characters.ErrorRate : null);
        output.Number("wil", score.Words.ReferenceLength > 0 ? score.Words.InformationLost : null);
        json.WriteEndObject();
    }

    private static void WriteComparison(JsonOutput output, RunComparison comparison)
    {
        output.Json.WriteStartObject();
        output.Json.WriteString("run", comparison.Run);
        output.Json.WriteString("baseline", comparison.Baseline);
        output.Json.WriteNumber("clips", comparison.Clips);
        output.Number("difference", comparison.Difference);
        output.Interval("interval", comparison.Interval);
        output.Number("permutation", comparison.PermutationP);
        output.Number("matchedPairs", comparison.MatchedPairsP);
        output.Json.WriteEndObject();
    }

    private static void WriteAudio(JsonOutput output, PageAudioFile file)
    {
        output.Json.WriteStartObject();
        output.Json.WriteString("name", Path.GetFileName(file.Path));
        output.Json.WriteString("link", file.Link);
        output.Json.WriteNumber("bytes", file.Bytes);
        output.Json.WriteString("type", file.Type);
        output.Json.WriteString("problem", file.Problem);
        if (file.IsEmbedded)
            output.Json.WriteBase64String("data", File.ReadAllBytes(file.Path));
        output.Json.WriteEndObject();
        output.Drain();
    }
}
