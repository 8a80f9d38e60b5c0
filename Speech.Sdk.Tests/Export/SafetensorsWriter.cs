using System.Runtime.InteropServices;
using System.Text.Json;

namespace Speech.Sdk.Tests.Export;

/// <summary>Writes checkpoints in the safetensors format.</summary>
internal static class SafetensorsWriter
{
    public static void Write(string path, IEnumerable<(string Name, long[] Shape, float[] Values)> tensors) =>
        WriteRaw(path, tensors.Select(tensor => (tensor.Name, "F32", tensor.Shape, MemoryMarshal.AsBytes<float>(tensor.Values).ToArray())));

    /// <summary>The same with the elements' type and bytes given.</summary>
    public static void WriteRaw(string path, IEnumerable<(string Name, string Type, long[] Shape, byte[] Data)> tensors)
    {
        Dictionary<string, object> header = [];
        using var data = new MemoryStream();
        foreach ((string name, string type, long[] shape, byte[] bytes) in tensors)
        {
            header[name] = new { dtype = type, shape, data_offsets = new[] { data.Length, data.Length + bytes.Length } };
            data.Write(bytes);
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        using FileStream file = File.Create(path);
        file.Write(BitConverter.GetBytes((ulong)json.Length));
        file.Write(json);
        data.WriteTo(file);
    }
}
