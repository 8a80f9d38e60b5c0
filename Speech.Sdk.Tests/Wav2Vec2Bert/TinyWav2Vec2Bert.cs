using System.Text.Json;
using System.Text.Json.Nodes;
using Speech.Sdk.Export;
using Speech.Sdk.Export.SpeechHeads;
using Speech.Sdk.Export.Wav2Vec2Bert;
using Speech.Sdk.Tests.Export;

namespace Speech.Sdk.Tests.Wav2Vec2Bert;

/// <summary>A checkpoint of a few thousand seeded random weights, for what a clone alone can prove.</summary>
internal static class TinyWav2Vec2Bert
{
    public const int Features = 8;
    public const int Symbols = 6;

    /// <summary>Writes config.json, with fields replaced as asked, and the weights that it asks for.</summary>
    public static string Write(string folder, JsonObject? changes = null, string[]? missing = null)
    {
        Directory.CreateDirectory(folder);
        var config = new JsonObject
        {
            ["model_type"] = "wav2vec2-bert",
            ["architectures"] = new JsonArray("Wav2Vec2BertForCTC"),
            ["feature_projection_input_dim"] = Features,
            ["hidden_size"] = 16,
            ["num_hidden_layers"] = 2,
            ["num_attention_heads"] = 2,
            ["intermediate_size"] = 24,
            ["conv_depthwise_kernel_size"] = 5,
            ["left_max_position_embeddings"] = 4,
            ["right_max_position_embeddings"] = 2,
            ["vocab_size"] = Symbols,
        };
        foreach ((string field, JsonNode? value) in changes ?? [])
            config[field] = value?.DeepClone();
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString());
        SafetensorsWriter.Write(
            Path.Combine(folder, "model.safetensors"),
            Shapes(config).Where(tensor => missing?.Contains(tensor.Key) != true).Select(tensor => (tensor.Key, tensor.Value, Values(tensor.Key, tensor.Value))));
        return folder;
    }

    public static float[] Input(int rows) => [.. Enumerable.Range(0, rows * Features).Select(i => MathF.Sin(i * 1.7f) + MathF.Cos(i * 0.31f))];

    private static IEnumerable<KeyValuePair<string, long[]>> Shapes(JsonObject config)
    {
        JsonElement json = JsonSerializer.SerializeToElement(config);
        var fields = new ConfigReader(json, "config.json");
        Wav2Vec2BertConfig encoder = Wav2Vec2BertConfig.Read(fields, json);
        var sizes = new EncodedSizes(encoder.Width, encoder.OutputWidth, encoder.Layers + 1);
        return Wav2Vec2BertTensors.Shapes(encoder).Concat(SpeechHead.Read(fields, sizes, encoder.Adapter is not null, standardProjection: 768).Tensors);
    }

    /// <summary>Large enough that every part changes the result.</summary>
    private static float[] Values(string name, long[] shape)
    {
        var random = new Random(name.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)));
        long inputs = shape.Skip(1).Aggregate(1L, (a, b) => a * b);
        double spread = shape.Length == 1 ? 0.3 : 1.7 / Math.Sqrt(inputs);
        double center = name.EndsWith("norm.weight", StringComparison.Ordinal) ? 1 : 0;
        return [.. Enumerable.Range(0, (int)(shape[0] * inputs)).Select(_ => (float)(center + (spread * ((random.NextDouble() * 2) - 1))))];
    }
}
