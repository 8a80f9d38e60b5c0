using System.Text.Json;
using Speech.Cli.Inputs;
using Speech.Sdk;

namespace Speech.Cli.Output;

/// <summary>The formats of <c>speech verify</c>.</summary>
internal static class VerificationTables
{
    public static string[] Formats { get; } = ["txt", "json", "jsonl", "csv"];

    public static IResultTable<SpeakerMatch> Find(string format) => format switch
    {
        "json" or "jsonl" => new JsonTable<SpeakerMatch>(format == "json", WriteJson),
        "csv" => new CsvTable<SpeakerMatch>(["reference", "score", "threshold", "same_speaker"], CsvRows),
        _ => new Lines(),
    };

    private static IEnumerable<string[]> CsvRows(SpeakerMatch match) =>
    [
        [
            match.Reference, Cells.Exact(match.Verification.Score), Cells.Exact(match.Verification.Threshold),
            match.Verification.IsSameSpeaker ? "true" : "false",
        ],
    ];

    private static void WriteJson(Utf8JsonWriter json, SpeakerMatch match)
    {
        json.WriteString("reference", match.Reference);
        json.WriteSeconds("duration", match.Embedding.Duration);
        json.WriteNumber("score", match.Verification.Score);
        json.WriteNumber("threshold", match.Verification.Threshold);
        json.WriteBoolean("sameSpeaker", match.Verification.IsSameSpeaker);
        json.WriteDiagnostics(match.Embedding.Model, match.Embedding.ExecutionProvider, match.Embedding.Warnings);
    }

    /// <summary>A line a file, whose verdict comes first.</summary>
    private sealed class Lines : IResultTable<SpeakerMatch>
    {
        public void Write(TextWriter output, InputFile input, SpeakerMatch match, bool first, bool alone)
        {
            SpeakerVerification verdict = match.Verification;
            output.WriteLine($"{(verdict.IsSameSpeaker ? "same speaker     " : "different speaker")}  {Cells.Rounded(verdict.Score)} {(verdict.IsSameSpeaker ? ">=" : "<")} {Cells.Rounded(verdict.Threshold)}  {input.DisplayName}");
        }
    }
}
