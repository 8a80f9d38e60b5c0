using System.Text.Json;
using System.Text.Json.Nodes;
using Speech.Sdk.Export.Mimi;
using Speech.Sdk.Tests.Export;

namespace Speech.Sdk.Tests.Mimi;

/// <summary>Checkpoints of seeded random weights, small or of the published size.</summary>
internal static class RandomMimi
{
    /// <summary>Width of the small codec's transformer.</summary>
    public const int SmallWidth = 32;

    /// <summary>Fields of a codec that is small enough to be made in a moment.</summary>
    public static JsonObject Small => new()
    {
        ["model_type"] = "mimi",
        ["num_filters"] = 4,
        ["hidden_size"] = SmallWidth,
        ["num_hidden_layers"] = 2,
        ["num_attention_heads"] = 4,
        ["intermediate_size"] = 64,
        ["num_quantizers"] = 4,
        ["codebook_size"] = 64,
        ["codebook_dim"] = 16,
        ["vector_quantization_hidden_dimension"] = 16,
    };

    /// <summary>The published codec's sizes, which are the standard ones.</summary>
    public static JsonObject Full => new() { ["model_type"] = "mimi" };

    public static string Write(string folder, JsonObject config)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString());
        MimiConfig sizes = MimiConfig.Read(JsonSerializer.SerializeToElement(config), "config.json");
        SafetensorsWriter.Write(
            Path.Combine(folder, "model.safetensors"),
            MimiTensors.Shapes(sizes, new TransformersMimiNames()).Select(tensor => (tensor.Key, tensor.Value, Values(tensor.Key, tensor.Value))));
        return folder;
    }

    /// <summary>Frames of noise that swells and fades over a tone.</summary>
    public static float[] Sound(int frames, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, frames * 1920).Select(i =>
            (float)((0.8 * Math.Sin(i * 0.05) * Math.Sin(i * 0.0003)) + (0.8 * Math.Sin(i * 0.0011) * (random.NextDouble() - 0.5))))];
    }

    /// <summary>Large enough that every part changes the result.</summary>
    private static float[] Values(string name, long[] shape)
    {
        var random = new Random(name.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)));
        long inputs = shape.Skip(1).Aggregate(1L, (a, b) => a * b);
        bool isUsage = name.EndsWith("cluster_usage", StringComparison.Ordinal);
        double spread = isUsage ? 0.5 : shape.Length == 1 ? 0.3 : name.EndsWith("embed_sum", StringComparison.Ordinal) ? 0.4 : 1.7 / Math.Sqrt(inputs);
        double center = isUsage || name.EndsWith("norm.weight", StringComparison.Ordinal) ? 1 : name.EndsWith(".scale", StringComparison.Ordinal) ? 0.5 : 0;
        var values = new float[shape[0] * inputs];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(center + (spread * ((random.NextDouble() * 2) - 1)));
        return values;
    }
}
