using System.Text.Json;

namespace Speech.Sdk.Export.Whisper;

/// <summary>The cross-attention heads that follow the audio, by layer and head.</summary>
internal static class AlignmentHeads
{
    /// <summary>alignment_heads of generation_config.json; without any that the decoder has, every head of the upper half of the layers, as openai-whisper does.</summary>
    public static IReadOnlyList<(int Layer, int Head)> Read(string folder, WhisperConfig config)
    {
        string path = Path.Combine(folder, "generation_config.json");
        List<(int Layer, int Head)> named = File.Exists(path) ? Parse(path) ?? [] : [];
        // Distilled checkpoints often carry their teacher's list, most of whose layers they do not have.
        List<(int Layer, int Head)> known = [.. named.Where(head => head.Layer >= 0 && head.Layer < config.DecoderLayers && head.Head >= 0 && head.Head < config.DecoderHeads)];
        return known.Count > 0
            ? known
            : [.. from layer in Enumerable.Range(config.DecoderLayers / 2, config.DecoderLayers - (config.DecoderLayers / 2))
                  from head in Enumerable.Range(0, config.DecoderHeads)
                  select (layer, head)];
    }

    private static List<(int Layer, int Head)>? Parse(string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.TryGetProperty("alignment_heads", out JsonElement heads) && heads.ValueKind == JsonValueKind.Array
                ? [.. heads.EnumerateArray().Select(pair => (pair[0].GetInt32(), pair[1].GetInt32())).Order()]
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
            throw new ModelFolderException($"{path} cannot be read: {e.Message} Expected alignment_heads as pairs of layer and head.", e);
        }
    }
}
