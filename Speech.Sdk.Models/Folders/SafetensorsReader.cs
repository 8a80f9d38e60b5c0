using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Folders;

/// <summary>Reads the float32 tensors of a small safetensors file: 8 bytes of header length, a JSON header, the data.</summary>
internal static class SafetensorsReader
{
    private const int LengthBytes = 8;

    /// <summary>The tensors by name, each with its shape; the caller disposes them.</summary>
    /// <exception cref="ModelFolderException">The file is broken, or holds tensors of another type.</exception>
    public static Dictionary<string, (TensorBuffer Data, long[] Shape)> Read(string path)
    {
        Dictionary<string, (TensorBuffer, long[])> tensors = [];
        try
        {
            byte[] file = File.ReadAllBytes(path);
            int start = checked(LengthBytes + (int)BinaryPrimitives.ReadUInt64LittleEndian(file));
            using JsonDocument header = JsonDocument.Parse(file.AsMemory(LengthBytes, start - LengthBytes));
            foreach (JsonProperty entry in header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__"))
            {
                if (entry.Value.GetProperty("dtype").GetString() is not "F32" and var type)
                    throw new FormatException($"{entry.Name} is stored as {type}, where F32 is expected");
                long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64())];
                int[] range = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
                if (range.Length != 2)
                    throw new FormatException($"{entry.Name} has {range.Length} data_offsets, where a begin and an end are expected");
                ReadOnlySpan<byte> bytes = file.AsSpan(start).Slice(range[0], checked(range[1] - range[0]));
                if (shape.Any(dimension => dimension < 0) || shape.Aggregate(1L, (size, dimension) => checked(size * dimension)) * (Int128)sizeof(float) != bytes.Length)
                    throw new FormatException($"{entry.Name} has {bytes.Length} bytes, its shape is [{string.Join(", ", shape)}]");
                ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(bytes);
                TensorBuffer data = new(TensorElementType.Float, values.Length);
                tensors[entry.Name] = (data, shape);
                values.CopyTo(data.Span<float>());
            }

            return tensors;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException)
        {
            foreach ((TensorBuffer data, _) in tensors.Values)
                data.Dispose();
            throw new ModelFolderException($"{path} cannot be read ({e.Message}); export the checkpoint again.", e);
        }
    }
}
