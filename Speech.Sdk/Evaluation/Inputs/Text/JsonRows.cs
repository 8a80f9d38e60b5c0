using System.Text;
using System.Text.Json;

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>
/// The objects of a JSON-lines file. Objects within are flattened (<c>{"noise": {"snr": 5}}</c> is <c>noise.snr</c>), lists are kept as their JSON, and
/// null is as if it were not there.
/// </summary>
internal sealed class JsonRows
{
    private readonly StringPool _pool = new();
    private readonly List<string> _names = [];
    private readonly List<string> _values = [];
    private readonly List<Columns> _known = [];
    private char[] _text = new char[1024];

    private JsonRows()
    {
    }

    public static IEnumerable<Row> Read(string path)
    {
        JsonRows rows = new();
        using TextLines lines = TextLines.Open(path);
        while (lines.NextFilled())
            yield return rows.Parse(lines);
    }

    private Row Parse(TextLines lines)
    {
        _names.Clear();
        _values.Clear();
        ReadOnlySpan<byte> line = lines.Bytes;
        try
        {
            Utf8JsonReader json = new(line);
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
                throw lines.At.Error($$"""the line is {{Describe(json.TokenType)}}; expected an object of one line for each clip: {"audio": "a.wav", "text": "what is said"}.""");
            ReadObject(ref json, line, "");
            json.Read();
        }
        catch (JsonException exception)
        {
            long? at = exception.BytePositionInLine + 1;
            throw lines.At.Error($"the line is no JSON object: it is malformed or breaks off at byte {at}; expected one object of one line for each clip.", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw lines.At.Error("a text of the line has half of a surrogate pair as an escape (\\uD800 to \\uDFFF); expected pairs.", exception);
        }

        return new Row(ColumnsOf(lines.At), [.. _values], lines.At);
    }

    private void ReadObject(ref Utf8JsonReader json, ReadOnlySpan<byte> line, string prefix)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            string name = Text(ref json);
            if (prefix.Length > 0)
                name = $"{prefix}.{name}";
            json.Read();
            switch (json.TokenType)
            {
                case JsonTokenType.StartObject:
                    ReadObject(ref json, line, name);
                    break;
                case JsonTokenType.StartArray:
                    int start = (int)json.TokenStartIndex;
                    json.Skip();
                    Add(name, Encoding.UTF8.GetString(line[start..(int)json.BytesConsumed]));
                    break;
                case JsonTokenType.Null:
                    break;
                default:
                    Add(name, Text(ref json));
                    break;
            }
        }
    }

    private void Add(string name, string value)
    {
        _names.Add(name);
        _values.Add(value);
    }

    private string Text(ref Utf8JsonReader json)
    {
        if (_text.Length < json.ValueSpan.Length)
            _text = new char[2 * json.ValueSpan.Length];
        int length = json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
            ? json.CopyString(_text)
            : Encoding.ASCII.GetChars(json.ValueSpan, _text);
        return _pool.Get(_text.AsSpan(0, length));
    }

    // Most files have the same names in every line, some a few variants.
    private Columns ColumnsOf(SourceLine line)
    {
        foreach (Columns columns in _known)
        {
            if (_names.SequenceEqual(columns.Names))
                return columns;
        }

        Columns created = new([.. _names], line);
        if (_known.Count == 32)
            _known.RemoveAt(0);
        _known.Add(created);
        return created;
    }

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartArray => "a JSON list",
        JsonTokenType.String => "a JSON text",
        _ => "a JSON value",
    };
}
