using System.Text.Json;
using Speech.Sdk;
using Speech.Sdk.Transcripts;

namespace Speech.Cli.Output;

/// <summary>The formats of <c>speech languages</c>.</summary>
internal static class LanguageTables
{
    // Of a hundred languages the first few say what it could have been.
    private const int Others = 3;

    public static string[] Formats { get; } = ["txt", "json", "jsonl", "csv"];

    public static IResultTable<SpokenLanguages> Find(string format) => format switch
    {
        "json" or "jsonl" => new JsonTable<SpokenLanguages>(format == "json", WriteJson),
        "csv" => new CsvTable<SpokenLanguages>(["start", "end", "language", "probability", "second", "second_probability"], CsvRows),
        _ => new TextTable<SpokenLanguages>(TextRows),
    };

    private static IEnumerable<string[]> TextRows(SpokenLanguages result) =>
        result.Spans.Select(span => (string[])
        [
            Cells.Clock(span.Start), Cells.Clock(span.End), span.Language, Cells.Rounded(span.Probability),
            string.Join(", ", span.Languages.Skip(1).Take(Others).Select(other => $"{other.Language} {Cells.Rounded(other.Probability)}")),
        ]).Prepend(["start", "end", "language", "probability", "else"]);

    private static IEnumerable<string[]> CsvRows(SpokenLanguages result) => result.Spans.Select(span =>
    {
        LanguageProbability? second = span.Languages.Count > 1 ? span.Languages[1] : null;
        return (string[])
        [
            Cells.Seconds(span.Start), Cells.Seconds(span.End), span.Language, Cells.Exact(span.Probability),
            second?.Language ?? "", second is { } known ? Cells.Exact(known.Probability) : "",
        ];
    });

    private static void WriteJson(Utf8JsonWriter json, SpokenLanguages result)
    {
        json.WriteSeconds("duration", result.Duration);
        json.WriteProbabilities("languages", Pairs(result.Languages));
        json.WriteStartArray("spans");
        foreach (LanguageSpan span in result.Spans)
        {
            json.WriteStartObject();
            json.WriteSeconds("start", span.Start);
            json.WriteSeconds("end", span.End);
            json.WriteString("language", span.Language);
            json.WriteProbabilities("languages", Pairs(span.Languages));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteDiagnostics(result.Model, result.ExecutionProvider, result.Warnings);
    }

    private static IEnumerable<(string, double)> Pairs(IReadOnlyList<LanguageProbability> languages) =>
        languages.Select(language => (language.Language, language.Probability));
}
