using System.Buffers;
using System.Text;
using System.Text.Json;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Alignments.Writers;

/// <summary>Everything an alignment holds; times are seconds, rounded to milliseconds.</summary>
internal sealed class JsonAlignmentWriter(bool characters) : IAlignmentWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JsonTextEncoder.Instance, Indented = true, NewLine = "\n" };

    public string Format => "json";

    public void Write(TextWriter output, Alignment alignment, string file)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
            WriteAlignment(json, alignment, file);
        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    private void WriteAlignment(Utf8JsonWriter json, Alignment alignment, string file)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        JsonWriter.WriteSeconds(json, "duration", alignment.Duration);
        json.WriteStartArray("lines");
        foreach (AlignedLine line in alignment.Lines)
        {
            WriteStart(json, line.Text, line.Start, line.End);
            json.WriteStartArray("words");
            foreach (AlignedWord word in line.Words)
                WriteWord(json, word);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model", alignment.Model);
        json.WriteString("executionProvider", alignment.ExecutionProvider.ToString().ToLowerInvariant());
        if (alignment.Warnings.Count > 0)
        {
            json.WriteStartArray("warnings");
            foreach (string warning in alignment.Warnings)
                json.WriteStringValue(warning);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void WriteWord(Utf8JsonWriter json, AlignedWord word)
    {
        WriteStart(json, word.Text, word.Start, word.End);
        json.WriteNumber("confidence", word.Confidence);
        if (characters)
        {
            json.WriteStartArray("characters");
            foreach (AlignedCharacter character in word.Characters)
            {
                WriteStart(json, character.Text, character.Start, character.End);
                json.WriteNumber("confidence", character.Confidence);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteStart(Utf8JsonWriter json, string text, TimeSpan start, TimeSpan end)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        JsonWriter.WriteSeconds(json, "start", start);
        JsonWriter.WriteSeconds(json, "end", end);
    }
}
