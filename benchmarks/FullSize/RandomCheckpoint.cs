using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Speech.Sdk.Benchmarks.FullSize;

/// <summary>A checkpoint of a model's true sizes whose weights are drawn by chance: it says nothing, in as much time as the real one.</summary>
internal sealed class RandomCheckpoint(JsonObject config)
{
    private const int Chunk = 1 << 20;
    private readonly List<(string Name, long[] Shape)> _tensors = [];

    public void Tensor(string name, params long[] shape) => _tensors.Add((name, shape));

    public void Linear(string name, long outputs, long inputs)
    {
        Tensor(name + ".weight", outputs, inputs);
        Tensor(name + ".bias", outputs);
    }

    public void Norm(string name, long width)
    {
        Tensor(name + ".weight", width);
        Tensor(name + ".bias", width);
    }

    /// <summary>Writes config.json and model.safetensors.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString());
        WriteWeights(Path.Combine(folder, "model.safetensors"));
    }

    /// <summary>Writes the weights alone.</summary>
    public void WriteWeights(string path)
    {
        var header = new JsonObject();
        long offset = 0;
        foreach ((string name, long[] shape) in _tensors)
        {
            long end = offset + (Length(shape) * sizeof(float));
            header[name] = new JsonObject
            {
                ["dtype"] = "F32", ["shape"] = new JsonArray([.. shape.Select(size => JsonValue.Create(size))]), ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }

        byte[] json = Encoding.UTF8.GetBytes(header.ToJsonString());
        using FileStream file = File.Create(path);
        file.Write(BitConverter.GetBytes((long)json.Length));
        file.Write(json);
        var random = new Random(1);
        foreach ((string name, long[] shape) in _tensors)
            WriteValues(file, random, name, shape);
    }

    /// <summary>Spread so that values neither grow nor vanish from layer to layer.</summary>
    private static void WriteValues(FileStream file, Random random, string name, long[] shape)
    {
        bool scale = name.EndsWith("norm.weight", StringComparison.Ordinal) || name.EndsWith("original0", StringComparison.Ordinal) || name.EndsWith(".alpha", StringComparison.Ordinal)
            || name.EndsWith("cluster_usage", StringComparison.Ordinal);
        float spread = shape.Length == 1 ? 0.1f : 1.7f / MathF.Sqrt(Length(shape.AsSpan(1)));
        float[] values = ArrayPool<float>.Shared.Rent(Chunk);
        for (long left = Length(shape); left > 0;)
        {
            Span<float> part = values.AsSpan(0, (int)Math.Min(Chunk, left));
            foreach (ref float value in part)
                value = (scale ? 1 : 0) + (spread * ((2 * random.NextSingle()) - 1));
            file.Write(MemoryMarshal.AsBytes(part));
            left -= part.Length;
        }

        ArrayPool<float>.Shared.Return(values);
    }

    private static long Length(ReadOnlySpan<long> shape)
    {
        long length = 1;
        foreach (long size in shape)
            length *= size;
        return length;
    }
}
