using System.Text.Json.Nodes;
using Speech.Sdk.Inference;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Tests.Transcripts;

/// <summary>Transcripts to write.</summary>
internal static class TranscriptExamples
{
    public static Transcript Create(params (double Start, double End, string Text)[] segments) => new()
    {
        Text = string.Concat(segments.Select(segment => segment.Text)),
        Language = "en",
        Duration = TimeSpan.FromSeconds(segments.Length == 0 ? 0 : segments[^1].End),
        Segments = [.. segments.Select(segment => new Segment
        {
            Start = TimeSpan.FromSeconds(segment.Start), End = TimeSpan.FromSeconds(segment.End), Text = segment.Text, Tokens = [50364],
        })],
        Coverage = [],
        Diagnostics = new() { Model = "fake", ExecutionProvider = ExecutionProvider.Cpu },
    };

    /// <summary>A result of openai-whisper, whose words lie in its segments.</summary>
    public static Transcript FromReference(JsonNode result)
    {
        JsonArray segments = result["segments"]!.AsArray();
        Transcript transcript = Create([.. segments.Select(s => ((double)s!["start"]!, (double)s["end"]!, (string)s["text"]!))]);
        return transcript.WithWords([.. segments.Select(s => (s!["words"]?.AsArray() ?? []).Select(word => new Word(
            (string)word!["word"]!, TimeSpan.FromSeconds((double)word["start"]!), TimeSpan.FromSeconds((double)word["end"]!), (double)word["probability"]!)).ToArray())]);
    }

    /// <summary>The transcript with these words for each of its segments.</summary>
    public static Transcript WithWords(this Transcript transcript, params Word[][] words) => transcript with
    {
        Segments = [.. transcript.Segments.Zip(words, (segment, own) => segment with { Words = own })],
    };

    public static string Written(this ITranscriptWriter writer, Transcript transcript, string file = "a.wav")
    {
        StringWriter output = new();
        writer.Write(output, transcript, file);
        return output.ToString();
    }
}
