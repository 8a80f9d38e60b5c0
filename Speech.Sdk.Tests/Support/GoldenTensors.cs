using System.Runtime.InteropServices;
using System.Text.Json;

namespace Speech.Sdk.Tests.Support;

/// <summary>The tensors of a small safetensors file, read whole: 8 bytes of header length, a JSON header, the data.</summary>
internal sealed class GoldenTensors
{
    private readonly byte[] _data;
    private readonly Dictionary<string, JsonElement> _header;
    private readonly int _start;

    public GoldenTensors(string path)
    {
        _data = File.ReadAllBytes(path);
        int length = (int)BitConverter.ToUInt64(_data);
        _start = 8 + length;
        _header = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(_data.AsSpan(8, length))!;
    }

    public IEnumerable<string> Names => _header.Keys.Where(name => name != "__metadata__");

    public IReadOnlyDictionary<string, string> Metadata =>
        _header.TryGetValue("__metadata__", out JsonElement metadata) ? metadata.Deserialize<Dictionary<string, string>>()! : new();

    public int[] Shape(string name) => Entry(name).GetProperty("shape").Deserialize<int[]>()!;

    public float[] Floats(string name) => Read<float>(name, "F32");

    public Half[] Halves(string name) => Read<Half>(name, "F16");

    public double[] Doubles(string name) => Read<double>(name, "F64");

    public long[] Longs(string name) => Read<long>(name, "I64");

    public int[] Ints(string name) => Read<int>(name, "I32");

    public short[] Shorts(string name) => Read<short>(name, "I16");

    private T[] Read<T>(string name, string type)
        where T : unmanaged
    {
        JsonElement entry = Entry(name);
        Assert.That(entry.GetProperty("dtype").GetString(), Is.EqualTo(type), name);
        int[] range = entry.GetProperty("data_offsets").Deserialize<int[]>()!;
        return MemoryMarshal.Cast<byte, T>(_data.AsSpan(_start + range[0], range[1] - range[0])).ToArray();
    }

    private JsonElement Entry(string name) =>
        _header.TryGetValue(name, out JsonElement entry) ? entry : throw new KeyNotFoundException($"No tensor {name}; there are: {string.Join(", ", Names)}");
}
