using System.Text.Json;
using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>A clip, what a run made of it and how the two lie against each other, as JSON.</summary>
internal static class JsonClips
{
    public static void Write(JsonOutput output, ScoredClip scored)
    {
        output.Json.WriteStartObject();
        WriteClip(output, scored.Result.Clip);
        WriteResult(output, scored.Result);
        output.Json.WriteBoolean("counted", scored.Counted);
        JsonScores.WriteCounts(output, scored.Words.Counts, scored.Characters);
        WriteAlignment(output, scored.Words);
        output.Json.WriteEndObject();
    }

    private static void WriteClip(JsonOutput output, EvaluationClip clip)
    {
        Utf8JsonWriter json = output.Json;
        json.WriteString("id", clip.Id);
        json.WriteString("set", clip.Set);
        json.WriteString("audio", clip.AudioPath);
        output.Seconds("start", clip.Range?.Start);
        output.Seconds("end", clip.Range?.End);
        output.Seconds("duration", clip.Duration);
        json.WriteString("language", clip.Language);
        json.WriteString("speaker", clip.Speaker);
        json.WriteString("noise", clip.Noise);
        json.WriteStartObject("fields");
        foreach ((string field, string value) in clip.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
            json.WriteString(field, value);
        json.WriteEndObject();
        json.WriteString("reference", clip.Reference);
    }

    private static void WriteResult(JsonOutput output, ClipResult result)
    {
        output.Json.WriteString("hypothesis", result.Hypothesis);
        output.Json.WriteString("error", result.Error);
        output.Json.WriteString("hypothesisLanguage", result.Language);
        output.Seconds("heard", result.Audio);
        output.Seconds("latency", result.Latency);
        output.Strings("warnings", result.Warnings);
    }

    private static void WriteAlignment(JsonOutput output, TextAlignment alignment)
    {
        Utf8JsonWriter json = output.Json;
        json.WriteStartObject("alignment");
        output.Strings("reference", alignment.Reference);
        output.Strings("hypothesis", alignment.Hypothesis);
        json.WriteStartArray("chunks");
        foreach (EditChunk chunk in alignment.Chunks)
        {
            json.WriteStartObject();
            json.WriteString("kind", Name(chunk.Kind));
            json.WriteNumber("referenceStart", chunk.ReferenceStart);
            json.WriteNumber("referenceEnd", chunk.ReferenceEnd);
            json.WriteNumber("hypothesisStart", chunk.HypothesisStart);
            json.WriteNumber("hypothesisEnd", chunk.HypothesisEnd);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Name(EditKind kind) => kind switch
    {
        EditKind.Equal => "equal",
        EditKind.Substitute => "substitute",
        EditKind.Delete => "delete",
        _ => "insert",
    };
}
