using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Speech.Sdk.Transcripts.Writers;

/// <summary>Everything a transcript holds; times are seconds, rounded to milliseconds.</summary>
internal sealed class JsonWriter(string format, bool indented) : ITranscriptWriter
{
    private readonly JsonWriterOptions _options = new() { Encoder = JsonTextEncoder.Instance, Indented = indented, NewLine = "\n" };

    public string Format => format;

    public void Write(TextWriter output, Transcript transcript, string file)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, _options))
            WriteTranscript(json, transcript, file);
        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    internal static void WriteTranscript(Utf8JsonWriter json, Transcript transcript, string file)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteString("text", transcript.Text);
        json.WriteString("language", transcript.Language);
        if (transcript.LanguageProbabilities.Count > 0)
            WriteLanguages(json, transcript.LanguageProbabilities);
        WriteSeconds(json, "duration", transcript.Duration);
        json.WriteStartArray("segments");
        for (int id = 0; id < transcript.Segments.Count; id++)
            WriteSegment(json, id, transcript.Segments[id]);
        json.WriteEndArray();
        WriteWords(json, transcript.Words);
        json.WriteStartArray("coverage");
        foreach (CoverageSpan span in transcript.Coverage)
            WriteCoverage(json, span);
        json.WriteEndArray();
        WriteDiagnostics(json, transcript.Diagnostics);
        json.WriteEndObject();
    }

    private static void WriteLanguages(Utf8JsonWriter json, IReadOnlyList<LanguageProbability> languages)
    {
        json.WriteStartObject("languageProbabilities");
        foreach ((string language, double probability) in languages)
            WriteNumber(json, language, probability);
        json.WriteEndObject();
    }

    private static void WriteSegment(Utf8JsonWriter json, int id, Segment segment)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        WriteSeconds(json, "start", segment.Start);
        WriteSeconds(json, "end", segment.End);
        WriteSeconds(json, "windowStart", segment.WindowStart);
        if (segment.Language is not null)
            json.WriteString("language", segment.Language);
        json.WriteString("text", segment.Text);
        WriteTokens(json, segment.Tokens);
        WriteNumber(json, "avgLogprob", segment.AverageLogProbability);
        WriteNumber(json, "noSpeechProb", segment.NoSpeechProbability);
        WriteNumber(json, "compressionRatio", segment.CompressionRatio);
        WriteNumber(json, "temperature", segment.Temperature);
        if (segment.Words.Count > 0)
            WriteWords(json, segment.Words);
        if (segment.Alternatives.Count > 0)
        {
            json.WriteStartArray("alternatives");
            foreach (Alternative alternative in segment.Alternatives)
            {
                json.WriteStartObject();
                json.WriteString("text", alternative.Text);
                WriteNumber(json, "score", alternative.Score);
                if (alternative.AcousticScore is { } acoustic)
                    WriteNumber(json, "acousticScore", acoustic);
                if (alternative.LanguageScore is { } language)
                    WriteNumber(json, "languageScore", language);
                WriteTokens(json, alternative.Tokens);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    internal static void WriteWords(Utf8JsonWriter json, IReadOnlyList<Word> words)
    {
        json.WriteStartArray("words");
        foreach (Word word in words)
        {
            json.WriteStartObject();
            json.WriteString("text", word.Text);
            WriteSeconds(json, "start", word.Start);
            WriteSeconds(json, "end", word.End);
            WriteNumber(json, "confidence", word.Confidence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCoverage(Utf8JsonWriter json, CoverageSpan span)
    {
        json.WriteStartObject();
        WriteSeconds(json, "start", span.Start);
        WriteSeconds(json, "end", span.End);
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(span.Kind.ToString()));
        if (span.Reason is not null)
            json.WriteString("reason", span.Reason);
        json.WriteEndObject();
    }

    private static void WriteDiagnostics(Utf8JsonWriter json, TranscriptDiagnostics diagnostics)
    {
        json.WriteStartObject("diagnostics");
        json.WriteString("model", diagnostics.Model);
        json.WriteString("executionProvider", diagnostics.ExecutionProvider.ToString().ToLowerInvariant());
        if (diagnostics.Warnings.Count > 0)
        {
            json.WriteStartArray("warnings");
            foreach (string warning in diagnostics.Warnings)
                json.WriteStringValue(warning);
            json.WriteEndArray();
        }

        json.WriteStartObject("timings");
        WriteSeconds(json, "audio", diagnostics.Audio);
        WriteSeconds(json, "features", diagnostics.Features);
        WriteSeconds(json, "encoder", diagnostics.Encoder);
        WriteSeconds(json, "decoder", diagnostics.Decoder);
        json.WriteEndObject();
        json.WriteNumber("decoderSteps", diagnostics.DecoderSteps);
        if (diagnostics.WindowsHeardAnew > 0)
            json.WriteNumber("windowsHeardAnew", diagnostics.WindowsHeardAnew);
        if (diagnostics.DraftedTokens > 0)
        {
            json.WriteNumber("draftedTokens", diagnostics.DraftedTokens);
            json.WriteNumber("acceptedTokens", diagnostics.AcceptedTokens);
        }

        json.WriteEndObject();
    }

    internal static void WriteSeconds(Utf8JsonWriter json, string name, TimeSpan time) =>
        json.WriteNumber(name, Timestamp.Milliseconds(time) / 1000.0);

    // Ids stay on one line, however the rest is indented.
    private static void WriteTokens(Utf8JsonWriter json, IReadOnlyList<int> tokens)
    {
        json.WritePropertyName("tokens");
        json.WriteRawValue($"[{string.Join(',', tokens)}]", skipInputValidation: true);
    }

    // JSON has no infinities, which the score of an impossible hypothesis can be.
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
