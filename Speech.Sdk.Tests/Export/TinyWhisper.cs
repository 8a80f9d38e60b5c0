using System.Text.Json;

namespace Speech.Sdk.Tests.Export;

/// <summary>A Whisper checkpoint of a few thousand seeded random weights, for what a clone alone can prove.</summary>
internal sealed record TinyWhisper
{
    public const int Mels = 8;
    public const int Width = 32;

    /// <summary>The encoder's positions; the weights are the same whatever it is.</summary>
    public int SourcePositions { get; init; } = 50;

    public int Vocabulary { get; init; } = 70;

    /// <summary>The decoder's positions.</summary>
    public int TargetPositions { get; init; } = 40;

    /// <summary>What the weights are drawn from.</summary>
    public int Seed { get; init; } = 17;

    public string ModelType { get; init; } = "whisper";

    public string[] Architectures { get; init; } = ["WhisperForConditionalGeneration"];

    /// <summary>Tensors to leave out.</summary>
    public string[] Missing { get; init; } = [];

    /// <summary>Writes config.json and generation_config.json, and the weights by <paramref name="write"/>: one safetensors file unless said.</summary>
    public string Write(string folder, Action<string, List<(string Name, long[] Shape, float[] Values)>>? write = null)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new
        {
            model_type = ModelType,
            architectures = Architectures,
            activation_function = "gelu",
            d_model = Width,
            num_mel_bins = Mels,
            max_source_positions = SourcePositions,
            max_target_positions = TargetPositions,
            vocab_size = Vocabulary,
            encoder_layers = 2,
            encoder_attention_heads = 2,
            encoder_ffn_dim = 64,
            decoder_layers = 2,
            decoder_attention_heads = 2,
            decoder_ffn_dim = 64,
        }));
        write ??= (target, tensors) => SafetensorsWriter.Write(Path.Combine(target, "model.safetensors"), tensors);
        write(folder, [.. Tensors().Where(tensor => !Missing.Contains(tensor.Name))]);
        return folder;
    }

    private IEnumerable<(string Name, long[] Shape, float[] Values)> Tensors()
    {
        IEnumerable<(string Name, long[] Shape)> shapes =
        [
            ("encoder.conv1.weight", [Width, Mels, 3]), ("encoder.conv1.bias", [Width]),
            ("encoder.conv2.weight", [Width, Width, 3]), ("encoder.conv2.bias", [Width]),
            ("encoder.embed_positions.weight", [SourcePositions, Width]),
            .. Norm("encoder.layer_norm"),
            ("decoder.embed_tokens.weight", [Vocabulary, Width]), ("decoder.embed_positions.weight", [TargetPositions, Width]),
            .. Norm("decoder.layer_norm"),
            .. Enumerable.Range(0, 2).SelectMany(i => Layer($"encoder.layers.{i}")),
            .. Enumerable.Range(0, 2).SelectMany(i => Layer($"decoder.layers.{i}").Concat(Attention($"decoder.layers.{i}.encoder_attn"))),
        ];
        return shapes.Select(tensor => ($"model.{tensor.Name}", tensor.Shape, Values(tensor.Name, tensor.Shape)));
    }

    private static (string Name, long[] Shape)[] Norm(string name) => [(name + ".weight", [Width]), (name + ".bias", [Width])];

    private static IEnumerable<(string Name, long[] Shape)> Layer(string name) =>
    [
        .. Attention(name + ".self_attn"), .. Norm(name + ".final_layer_norm"),
        (name + ".fc1.weight", [64, Width]), (name + ".fc1.bias", [64]), (name + ".fc2.weight", [Width, 64]), (name + ".fc2.bias", [Width]),
    ];

    private static IEnumerable<(string Name, long[] Shape)> Attention(string name) =>
    [
        .. Norm(name + "_layer_norm"),
        .. new[] { "q_proj", "v_proj", "out_proj" }.Select(projection => ($"{name}.{projection}.bias", new long[] { Width })),
        .. new[] { "q_proj", "k_proj", "v_proj", "out_proj" }.Select(projection => ($"{name}.{projection}.weight", new long[] { Width, Width })),
    ];

    /// <summary>Large enough that every part changes the result; the seed is the name's, so that shapes may differ between checkpoints.</summary>
    private float[] Values(string name, long[] shape)
    {
        var random = new Random(name.Aggregate(Seed, (hash, letter) => unchecked((hash * 31) + letter)));
        double spread = shape.Length == 1 ? 0.2 : name.Contains("embed", StringComparison.Ordinal) ? 0.5 : 2 / Math.Sqrt(shape.Skip(1).Aggregate(1L, (a, b) => a * b));
        double center = name.EndsWith("norm.weight", StringComparison.Ordinal) ? 1 : 0;
        return [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (float)(center + (spread * (random.NextDouble() - 0.5) * 2)))];
    }
}
