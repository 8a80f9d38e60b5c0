using System.Text.Json;
using Speech.Sdk.Inference;

namespace Speech.Cli.Output;

/// <summary>What JSON objects of several kinds share.</summary>
internal static class JsonMembers
{
    /// <summary>Seconds, rounded to milliseconds.</summary>
    public static void WriteSeconds(this Utf8JsonWriter json, string name, TimeSpan time) => json.WriteNumber(name, Math.Round(time.TotalSeconds, 3));

    /// <summary>Probabilities by name, in their order.</summary>
    public static void WriteProbabilities(this Utf8JsonWriter json, string name, IEnumerable<(string Name, double Probability)> entries)
    {
        json.WriteStartObject(name);
        foreach ((string entry, double probability) in entries)
            json.WriteNumber(entry, probability);
        json.WriteEndObject();
    }

    public static void WriteDiagnostics(this Utf8JsonWriter json, string model, ExecutionProvider provider, IReadOnlyList<string> warnings)
    {
        json.WriteStartObject("diagnostics");
        json.WriteString("model", model);
        json.WriteString("executionProvider", provider.ToString().ToLowerInvariant());
        if (warnings.Count > 0)
        {
            json.WriteStartArray("warnings");
            foreach (string warning in warnings)
                json.WriteStringValue(warning);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
