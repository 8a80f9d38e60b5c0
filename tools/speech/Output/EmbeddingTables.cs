using System.Globalization;
using System.Text.Json;
using Speech.Cli.Inputs;
using Speech.Sdk;

namespace Speech.Cli.Output;

/// <summary>The formats of <c>speech embed</c>.</summary>
internal static class EmbeddingTables
{
    public static string[] Formats { get; } = ["jsonl", "json", "csv"];

    public static IResultTable<SpeakerEmbedding> Find(string format) => format switch
    {
        "csv" => new Csv(),
        _ => new JsonTable<SpeakerEmbedding>(format == "json", WriteJson),
    };

    private static void WriteJson(Utf8JsonWriter json, SpeakerEmbedding embedding)
    {
        json.WriteSeconds("duration", embedding.Duration);
        json.WriteStartArray("embedding");
        foreach (float value in embedding.Values.Span)
            json.WriteNumberValue(value);
        json.WriteEndArray();
        json.WriteDiagnostics(embedding.Model, embedding.ExecutionProvider, embedding.Warnings);
    }

    /// <summary>A row a file; how many columns there are, the first embedding says.</summary>
    private sealed class Csv : IResultTable<SpeakerEmbedding>
    {
        private CsvTable<SpeakerEmbedding>? _table;

        public void Write(TextWriter output, InputFile input, SpeakerEmbedding embedding, bool first, bool alone)
        {
            _table ??= new(["duration", .. Enumerable.Range(0, embedding.Values.Length).Select(index => $"e{index}")], Row);
            _table.Write(output, input, embedding, first, alone);
        }

        private static IEnumerable<string[]> Row(SpeakerEmbedding embedding) =>
            [[Cells.Seconds(embedding.Duration), .. embedding.Values.ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture))]];
    }
}
