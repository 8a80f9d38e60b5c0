using System.Text.Json;
using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Whisper;

/// <summary>The sizes and defaults of a Whisper model, from config.json and generation_config.json.</summary>
internal sealed record WhisperConfig
{
    public required int MelBins { get; init; }

    public required int DecoderLayers { get; init; }

    public required int DecoderHeads { get; init; }

    public required int ModelSize { get; init; }

    public required int VocabularySize { get; init; }

    /// <summary>Encoder positions: half of a window's mel frames.</summary>
    public required int SourcePositions { get; init; }

    /// <summary>Decoder positions: prompt and text together.</summary>
    public required int TargetPositions { get; init; }

    /// <summary>Ids that are never written.</summary>
    public required IReadOnlyList<int> SuppressTokens { get; init; }

    /// <summary>Ids that are not written first.</summary>
    public required IReadOnlyList<int> BeginSuppressTokens { get; init; }

    public int HeadSize => ModelSize / DecoderHeads;

    /// <summary>Mel frames of a full window.</summary>
    public int WindowFrames => 2 * SourcePositions;

    /// <exception cref="ModelFolderException">A file is missing or lacks a value.</exception>
    public static WhisperConfig Read(ModelFolder folder)
    {
        using JsonDocument config = Parse(folder, "config.json");
        using JsonDocument? generation = folder.Has("generation_config.json") ? Parse(folder, "generation_config.json") : null;
        JsonElement root = config.RootElement;
        int Size(string name) => root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int size) && size > 0
            ? size
            : throw new ModelFolderException($"{folder.PathOf("config.json")} lacks {name}, a number above 0; copy it from the checkpoint again.");

        return new WhisperConfig
        {
            MelBins = Size("num_mel_bins"),
            DecoderLayers = Size("decoder_layers"),
            DecoderHeads = Size("decoder_attention_heads"),
            ModelSize = Size("d_model"),
            VocabularySize = Size("vocab_size"),
            SourcePositions = Size("max_source_positions"),
            TargetPositions = Size("max_target_positions"),
            SuppressTokens = Ids("suppress_tokens"),
            BeginSuppressTokens = Ids("begin_suppress_tokens"),
        };

        // generation_config.json overrides what older checkpoints keep in config.json.
        int[] Ids(string name)
        {
            foreach (JsonElement? element in (JsonElement?[])[generation?.RootElement, root])
            {
                if (element is { } source && source.TryGetProperty(name, out JsonElement ids) && ids.ValueKind == JsonValueKind.Array)
                    return [.. ids.EnumerateArray().Select(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out int token) ? token : throw new ModelFolderException($"{folder.Path}: {name} holds {id}; expected token ids. Copy config.json and generation_config.json from the checkpoint again."))];
            }

            return [];
        }
    }

    private static JsonDocument Parse(ModelFolder folder, string name)
    {
        string path = folder.PathOf(name);
        if (!File.Exists(path))
            throw new ModelFolderException($"{path} is missing; copy it from the checkpoint.");
        try
        {
            JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new ModelFolderException($"{path} is not a JSON object; copy it from the checkpoint again.");
        }
        catch (JsonException e)
        {
            throw new ModelFolderException($"{path} is not valid JSON ({e.Message}); copy it from the checkpoint again.", e);
        }
    }
}
