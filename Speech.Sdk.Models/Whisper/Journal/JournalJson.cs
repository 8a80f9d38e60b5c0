using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Speech.Sdk.Models.Whisper.Journal;

/// <summary>How a journal's lines are written: numbers so that reading them gives the same to the last digit.</summary>
[JsonSourceGenerationOptions(
    // Log-probabilities may be minus infinity.
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    // A line with a name twice was changed, and a JsonNode would find out only when it is asked.
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TranscriptionOptions))]
[JsonSerializable(typeof(JournaledWindow))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class JournalJson : JsonSerializerContext
{
    /// <summary>Letters of all scripts as they are.</summary>
    public static JournalJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
