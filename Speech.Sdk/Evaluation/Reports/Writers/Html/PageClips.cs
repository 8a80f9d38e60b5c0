using System.Text.Json;
using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation.Reports.Writers.Html;

/// <summary>
/// The clips of a page and what each run made of them. An alignment is its edits, <c>[kind, words, kind, words, ...]</c> with kinds 0 equal,
/// 1 substitute, 2 delete and 3 insert, and the words that were written instead or besides: the others are the reference's.
/// </summary>
internal static class PageClips
{
    public static void Write(JsonOutput output, EvaluationReport report, PageAudio audio)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        List<ScoredClip> clips = [];
        foreach (ScoredClip clip in report.Runs.SelectMany(run => run.Clips))
        {
            if (numbers.TryAdd(clip.Result.Clip.Id, clips.Count))
                clips.Add(clip);
        }

        output.Json.WriteStartArray("clips");
        foreach (ScoredClip clip in clips)
            WriteClip(output, clip, audio);
        output.Json.WriteEndArray();
        output.Json.WriteStartArray("results");
        foreach (RunReport run in report.Runs)
        {
            output.Json.WriteStartArray();
            foreach (ScoredClip clip in run.Clips)
            {
                int number = numbers[clip.Result.Clip.Id];
                WriteResult(output, clip, number, clips[number]);
            }

            output.Json.WriteEndArray();
        }

        output.Json.WriteEndArray();
    }

    private static void WriteClip(JsonOutput output, ScoredClip scored, PageAudio audio)
    {
        Utf8JsonWriter json = output.Json;
        EvaluationClip clip = scored.Result.Clip;
        json.WriteStartObject();
        json.WriteString("id", clip.Id);
        json.WriteString("set", clip.Set);
        json.WriteString("text", clip.Reference);
        output.Strings("words", scored.Words.Reference);
        Known(json, "language", clip.Language);
        Known(json, "speaker", clip.Speaker);
        Known(json, "noise", clip.Noise);
        output.Seconds("duration", clip.Duration ?? scored.Result.Audio);
        if (audio.Find(clip.AudioPath) is { } file)
            json.WriteNumber("audio", file);
        if (clip.Range is { } range)
        {
            output.Seconds("start", range.Start);
            output.Seconds("end", range.End);
        }

        json.WriteStartObject("fields");
        foreach ((string field, string value) in clip.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
            json.WriteString(field, value);
        json.WriteEndObject();
        json.WriteEndObject();
        output.Drain();
    }

    private static void WriteResult(JsonOutput output, ScoredClip scored, int clip, ScoredClip first)
    {
        Utf8JsonWriter json = output.Json;
        ClipResult result = scored.Result;
        json.WriteStartObject();
        json.WriteNumber("clip", clip);
        Known(json, "text", result.Hypothesis);
        Known(json, "error", result.Error);
        Known(json, "language", result.Language);
        output.Seconds("heard", result.Audio);
        output.Seconds("latency", result.Latency);
        if (result.Warnings.Count > 0)
            output.Strings("warnings", result.Warnings);
        if (!scored.Counted)
            json.WriteBoolean("counted", false);
        PageData.WriteCounts(json, "counts", scored.Words.Counts);
        PageData.WriteCounts(json, "characters", scored.Characters);
        if (!scored.Words.Reference.SequenceEqual(first.Words.Reference))
            output.Strings("reference", scored.Words.Reference);
        json.WriteStartArray("edits");
        foreach (EditChunk chunk in scored.Words.Chunks)
        {
            json.WriteNumberValue(chunk.Kind switch { EditKind.Equal => 0, EditKind.Substitute => 1, EditKind.Delete => 2, _ => 3 });
            json.WriteNumberValue(Math.Max(chunk.ReferenceEnd - chunk.ReferenceStart, chunk.HypothesisEnd - chunk.HypothesisStart));
        }

        json.WriteEndArray();
        output.Strings("written", scored.Words.Chunks.Where(chunk => chunk.Kind is EditKind.Substitute or EditKind.Insert)
            .SelectMany(chunk => Enumerable.Range(chunk.HypothesisStart, chunk.HypothesisEnd - chunk.HypothesisStart)).Select(word => scored.Words.Hypothesis[word]));
        json.WriteEndObject();
        output.Drain();
    }

    private static void Known(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
