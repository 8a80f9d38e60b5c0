using System.Buffers;
using System.Text;
using System.Text.Json;
using Speech.Sdk.Evaluation.Statistics;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>JSON onto a text writer, piece by piece, so that a report of any size is never held as a whole.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="insideHtml">Whether it stands in a script element, which <c>&lt;/script&gt;</c> and <c>&lt;!--</c> would end or upset.</param>
internal sealed class JsonOutput(TextWriter output, bool insideHtml = false) : IDisposable
{
    private const int DrainBytes = 1 << 16;

    private readonly ArrayBufferWriter<byte> _buffer = new(DrainBytes);
    private Utf8JsonWriter? _json;

    public Utf8JsonWriter Json => _json ??= new(_buffer, new JsonWriterOptions { Encoder = JsonTextEncoder.Instance });

    /// <summary>Hands on what was written, once there is enough of it.</summary>
    public void Drain()
    {
        if (Json.BytesPending + _buffer.WrittenCount >= DrainBytes)
            DrainAll();
    }

    public void Number(string name, double? value)
    {
        // JSON has neither infinities nor not-a-number.
        if (value is { } number && double.IsFinite(number))
            Json.WriteNumber(name, number);
        else
            Json.WriteNull(name);
    }

    public void Seconds(string name, TimeSpan? time) => Number(name, time?.TotalSeconds);

    public void Interval(string name, ConfidenceInterval? interval)
    {
        if (interval is not { } known)
        {
            Json.WriteNull(name);
            return;
        }

        Json.WriteStartObject(name);
        Number("low", known.Low);
        Number("high", known.High);
        Number("level", known.Level);
        Json.WriteEndObject();
    }

    public void Strings(string name, IEnumerable<string> values)
    {
        Json.WriteStartArray(name);
        foreach (string value in values)
            Json.WriteStringValue(value);
        Json.WriteEndArray();
    }

    public void Dispose()
    {
        DrainAll();
        Json.Dispose();
    }

    private void DrainAll()
    {
        Json.Flush();
        string text = Encoding.UTF8.GetString(_buffer.WrittenSpan);
        // Outside of strings JSON has no such character, so all of them may be replaced.
        output.Write(insideHtml ? text.Replace("<", "\\u003c", StringComparison.Ordinal) : text);
        _buffer.ResetWrittenCount();
    }
}
