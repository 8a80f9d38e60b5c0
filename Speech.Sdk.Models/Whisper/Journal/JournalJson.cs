using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Speech.Sdk.Models.Whisper.Journal;

/// <summary>How a journal's lines are written: numbers so that reading them gives the same to the last digit.</summary>
internal static class JournalJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        // Log-probabilities may be minus infinity.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        // A line with a name twice was changed, and a JsonNode would find out only when it is asked.
        AllowDuplicateProperties = false,
    };
}
