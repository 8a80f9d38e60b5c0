using System.Text.Json;

namespace Speech.Sdk.Export.Whisper;

/// <summary>The sizes in a Whisper config.json.</summary>
internal sealed record WhisperConfig
{
    public required int Width { get; init; }

    public required int MelBins { get; init; }

    public required int SourcePositions { get; init; }

    public required int TargetPositions { get; init; }

    public required int Vocabulary { get; init; }

    public required int EncoderLayers { get; init; }

    public required int EncoderHeads { get; init; }

    public required int EncoderHidden { get; init; }

    public required int DecoderLayers { get; init; }

    public required int DecoderHeads { get; init; }

    public required int DecoderHidden { get; init; }

    public int DecoderHeadWidth => Width / DecoderHeads;

    public static WhisperConfig Read(JsonElement json, string path)
    {
        List<string> problems = [];
        int Number(string name, int largest = int.MaxValue)
        {
            if (json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number > 0 && number <= largest)
                return number;
            problems.Add($"{name} is missing or not {(largest == int.MaxValue ? "a positive integer" : $"an integer from 1 to {largest}")}");
            return 1;
        }

        var config = new WhisperConfig
        {
            Width = Number("d_model"),
            MelBins = Number("num_mel_bins"),
            SourcePositions = Number("max_source_positions"),
            TargetPositions = Number("max_target_positions"),
            Vocabulary = Number("vocab_size"),
            EncoderLayers = Number("encoder_layers", ConfigReader.MostParts),
            EncoderHeads = Number("encoder_attention_heads"),
            EncoderHidden = Number("encoder_ffn_dim"),
            DecoderLayers = Number("decoder_layers", ConfigReader.MostParts),
            DecoderHeads = Number("decoder_attention_heads"),
            DecoderHidden = Number("decoder_ffn_dim"),
        };
        if (problems.Count == 0 && (config.Width % config.EncoderHeads != 0 || config.Width % config.DecoderHeads != 0))
            problems.Add($"d_model {config.Width} is not divisible by the numbers of heads, {config.EncoderHeads} and {config.DecoderHeads}");
        if (json.TryGetProperty("activation_function", out JsonElement activation) && activation.GetString() != "gelu")
            problems.Add($"activation_function is {activation}, and only gelu is supported");
        if (json.TryGetProperty("scale_embedding", out JsonElement scale) && scale.ValueKind == JsonValueKind.True)
            problems.Add("scale_embedding is true, which is not supported");
        return problems.Count == 0
            ? config
            : throw new ModelFolderException($"{path} is no Whisper configuration that can be exported: {string.Join("; ", problems)}.");
    }
}
