using System.Text.Json;
using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Evaluation.Statistics;

namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>Counts, rates and times as JSON. A rate over an empty reference is null: the insertions beside it say what was written.</summary>
internal static class JsonScores
{
    public static void WriteScore(JsonOutput output, ScoreSummary score)
    {
        Utf8JsonWriter json = output.Json;
        json.WriteStartObject();
        json.WriteNumber("clips", score.Clips);
        json.WriteNumber("failed", score.Failed);
        output.Seconds("audio", score.Audio);
        WriteStartWords(output, score.Words);
        WriteEnd(output, score.WordErrorRateInterval);
        WriteStartCharacters(output, score.Characters);
        WriteEnd(output, score.CharacterErrorRateInterval);
        json.WriteEndObject();
    }

    public static void WriteCounts(JsonOutput output, ErrorCounts words, ErrorCounts characters)
    {
        WriteStartWords(output, words);
        output.Json.WriteEndObject();
        WriteStartCharacters(output, characters);
        output.Json.WriteEndObject();
    }

    public static void WriteSpeed(JsonOutput output, SpeedSummary? speed)
    {
        if (speed is null)
        {
            output.Json.WriteNull("speed");
            return;
        }

        output.Json.WriteStartObject("speed");
        output.Seconds("audio", speed.Audio);
        output.Seconds("wall", speed.Wall);
        output.Number("realTimeFactor", speed.RealTimeFactor);
        output.Seconds("medianLatency", speed.MedianLatency);
        output.Seconds("latency90", speed.Latency90);
        output.Seconds("latency95", speed.Latency95);
        output.Seconds("latency99", speed.Latency99);
        output.Seconds("maximumLatency", speed.MaximumLatency);
        output.Json.WriteEndObject();
    }

    private static void WriteStartWords(JsonOutput output, ErrorCounts words)
    {
        WriteStart(output, "words", words);
        bool known = words.ReferenceLength > 0;
        output.Number("wer", known ? words.ErrorRate : null);
        output.Number("mer", known ? words.MatchErrorRate : null);
        output.Number("wil", known ? words.InformationLost : null);
        output.Number("wip", known ? words.InformationPreserved : null);
    }

    private static void WriteStartCharacters(JsonOutput output, ErrorCounts characters)
    {
        WriteStart(output, "characters", characters);
        output.Number("cer", characters.ReferenceLength > 0 ? characters.ErrorRate : null);
    }

    private static void WriteStart(JsonOutput output, string name, ErrorCounts counts)
    {
        output.Json.WriteStartObject(name);
        output.Json.WriteNumber("reference", counts.ReferenceLength);
        output.Json.WriteNumber("hits", counts.Hits);
        output.Json.WriteNumber("substitutions", counts.Substitutions);
        output.Json.WriteNumber("deletions", counts.Deletions);
        output.Json.WriteNumber("insertions", counts.Insertions);
    }

    private static void WriteEnd(JsonOutput output, ConfidenceInterval? interval)
    {
        output.Interval("interval", interval);
        output.Json.WriteEndObject();
    }
}
