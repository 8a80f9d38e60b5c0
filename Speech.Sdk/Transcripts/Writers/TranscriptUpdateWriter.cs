using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Speech.Sdk.Transcripts.Writers;

/// <summary>A stream's updates as JSON, one object a line; times are seconds, rounded to milliseconds.</summary>
public static class TranscriptUpdateWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JsonTextEncoder.Instance };

    /// <summary>Writes one update and a line feed; <paramref name="source"/> is what the transcript of the last one names as its file.</summary>
    public static void Write(TextWriter output, TranscriptUpdate update, string source)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("committed", update.Committed);
            JsonWriter.WriteWords(json, update.Words);
            json.WriteString("provisional", update.Provisional);
            json.WriteBoolean("endsUtterance", update.EndsUtterance);
            JsonWriter.WriteSeconds(json, "heard", update.Heard);
            JsonWriter.WriteSeconds(json, "behind", update.Behind);
            json.WriteStartObject("latency");
            json.WriteNumber("words", update.Latency.Words);
            JsonWriter.WriteSeconds(json, "mean", update.Latency.Mean);
            JsonWriter.WriteSeconds(json, "max", update.Latency.Max);
            json.WriteEndObject();
            if (update.Pauses.Count > 0)
                WritePauses(json, update.Pauses);
            if (update.Note is not null)
                json.WriteString("note", update.Note);
            if (update.Transcript is { } transcript)
            {
                json.WritePropertyName("transcript");
                JsonWriter.WriteTranscript(json, transcript, source);
            }

            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    private static void WritePauses(Utf8JsonWriter json, IReadOnlyList<PauseProbability> pauses)
    {
        json.WriteStartArray("pauses");
        foreach ((TimeSpan horizon, double probability) in pauses)
        {
            json.WriteStartObject();
            JsonWriter.WriteSeconds(json, "horizon", horizon);
            json.WriteNumber("probability", Math.Round(probability, 4));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
