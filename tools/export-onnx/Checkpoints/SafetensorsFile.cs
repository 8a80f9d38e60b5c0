using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Speech.Sdk.Export.Checkpoints;

/// <summary>The safetensors format: 8 bytes of header length, a JSON header with names, types, shapes and offsets, the data.</summary>
internal static class SafetensorsFile
{
    private const long LargestHeader = 100_000_000;

    public static List<CheckpointTensor> Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        Span<byte> prefix = stackalloc byte[8];
        if (stream.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8)
            throw Broken(path, "it is shorter than a header");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > LargestHeader || 8 + (long)length > stream.Length)
            throw Broken(path, $"a header of {length} bytes does not fit");
        byte[] header = new byte[length];
        stream.ReadExactly(header);
        try
        {
            return Parse(path, header, 8 + (long)length, stream.Length);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            throw Broken(path, e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>Writes tensors as 32-bit floats.</summary>
    public static void Write(string path, IEnumerable<CheckpointTensor> tensors)
    {
        List<CheckpointTensor> all = [.. tensors];
        var header = new JsonObject();
        long offset = 0;
        foreach (CheckpointTensor tensor in all)
        {
            long end = offset + (tensor.Length * sizeof(float));
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = new JsonArray([.. tensor.Shape.Select(dimension => (JsonNode)dimension)]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }

        byte[] json = Encoding.UTF8.GetBytes(header.ToJsonString());
        using FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write);
        stream.Write(BitConverter.GetBytes((long)json.Length));
        stream.Write(json);
        foreach (CheckpointTensor tensor in all)
            stream.Write(MemoryMarshal.AsBytes<float>(tensor.ReadFloats()));
    }

    private static List<CheckpointTensor> Parse(string path, byte[] header, long start, long end)
    {
        List<CheckpointTensor> tensors = [];
        using JsonDocument json = JsonDocument.Parse(header);
        foreach (JsonProperty entry in json.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__"))
        {
            long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64())];
            ElementType type = TypeOf(entry.Value.GetProperty("dtype").GetString());
            JsonElement offsets = entry.Value.GetProperty("data_offsets");
            long first = start + offsets[0].GetInt64();
            long last = start + offsets[1].GetInt64();
            var tensor = new CheckpointTensor(entry.Name, shape, type, path, () => OpenAt(path, first));
            if (first < start || last < first || last > end)
                throw Broken(path, $"the tensor {entry.Name} lies outside the file, which is incomplete");
            if (!tensor.FitsInto(last - first) || (type != ElementType.Other && tensor.Length * CheckpointTensor.SizeOf(type) != last - first))
                throw Broken(path, $"the tensor {entry.Name} has {last - first} bytes, which is not its shape's size");
            tensors.Add(tensor);
        }

        return tensors;
    }

    private static ElementType TypeOf(string? type) => type switch
    {
        "F16" => ElementType.Float16,
        "BF16" => ElementType.BFloat16,
        "F32" => ElementType.Float32,
        "F64" => ElementType.Float64,
        _ => ElementType.Other,
    };

    private static FileStream OpenAt(string path, long offset)
    {
        FileStream stream = File.OpenRead(path);
        stream.Position = offset;
        return stream;
    }

    private static ModelFolderException Broken(string path, string reason, Exception? inner = null) =>
        new($"{path} is not a whole safetensors file: {reason}. Download it again.", inner!);
}
