using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Speech.Cli.Inputs;

namespace Speech.Cli.Output;

/// <summary>One object a file, indented or on one line.</summary>
internal sealed class JsonTable<T>(bool indented, Action<Utf8JsonWriter, T> members) : IResultTable<T>
{
    private readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = indented, NewLine = "\n" };

    public void Write(TextWriter output, InputFile input, T result, bool first, bool alone)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, _options))
        {
            json.WriteStartObject();
            json.WriteString("file", input.Name);
            members(json, result);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
