using System.Text.Json;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>The fields of a JSON file that may be damaged, asked for by name.</summary>
internal static class JsonFields
{
    /// <summary>A field's value; null where it is missing or null.</summary>
    public static JsonElement? Part(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException($"expected an object with '{name}', found {element.ValueKind}");
        return element.TryGetProperty(name, out JsonElement part) && part.ValueKind != JsonValueKind.Null ? part : null;
    }

    public static bool Flag(this JsonElement element, string name, bool otherwise = false) => element.Part(name)?.ValueKind switch
    {
        null => otherwise,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        var kind => throw new FormatException($"'{name}' is {kind}, expected true or false"),
    };

    public static string? Text(this JsonElement element, string name) => element.Part(name)?.Text();

    public static string Text(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : throw new FormatException($"expected a text, found {element.ValueKind}");

    public static int Count(this JsonElement element, string name) => element.Part(name) switch
    {
        null => 0,
        { ValueKind: JsonValueKind.Number } part when part.TryGetInt32(out int count) => count,
        _ => throw new FormatException($"'{name}' is no whole number"),
    };

    /// <summary>An array's elements; none where there is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.Part(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } part => part.EnumerateArray(),
        _ => throw new FormatException($"'{name}' is no array"),
    };

    /// <summary>A step of a pipeline: itself, the steps of a Sequence, or none.</summary>
    public static IEnumerable<JsonElement> Steps(this JsonElement? step, string sequence) => step switch
    {
        null => [],
        { } one when one.Text("type") == "Sequence" => one.Items(sequence).SelectMany(inner => Steps(inner, sequence)),
        { } one => [one],
    };
}
