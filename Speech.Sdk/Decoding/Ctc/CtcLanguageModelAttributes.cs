using System.Text.Json;
using System.Text.Json.Serialization;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>The weights that pyctcdecode saves beside a language model, as attrs.json. What is missing keeps the search's default.</summary>
internal sealed record CtcLanguageModelAttributes
{
    [JsonPropertyName("alpha")]
    public double? Alpha { get; init; }

    [JsonPropertyName("beta")]
    public double? Beta { get; init; }

    [JsonPropertyName("unk_score_offset")]
    public double? UnknownWordScore { get; init; }

    [JsonPropertyName("score_boundary")]
    public bool? ScoreBoundary { get; init; }

    /// <exception cref="ModelFolderException">The file cannot be read.</exception>
    public static CtcLanguageModelAttributes Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), CtcLanguageModelJson.Default.CtcLanguageModelAttributes) ?? throw new JsonException("it is null");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ModelFolderException($"{path} has no weights of a language model: {error.Message}", error);
        }
    }
}

[JsonSerializable(typeof(CtcLanguageModelAttributes))]
internal sealed partial class CtcLanguageModelJson : JsonSerializerContext;
