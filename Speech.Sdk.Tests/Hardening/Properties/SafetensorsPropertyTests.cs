using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using CsCheck;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Tests.Tokens;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>A safetensors file whose header says anything: what can be true is read, with the bytes that it names, and everything else refused.</summary>
public sealed class SafetensorsPropertyTests
{
    private const int DataBytes = 256;

    private static readonly byte[] Data = [.. Enumerable.Range(0, DataBytes).Select(value => (byte)((value * 7) & 0x3F))];

    private static readonly Dictionary<string, int> Sizes = new() { ["F16"] = 2, ["BF16"] = 2, ["F32"] = 4, ["F64"] = 8 };

    private static readonly Gen<long> Dimension = Gen.OneOf<long>(Gen.Long[0, 4], Gen.Long[0, 4], Gen.Long[0, 4], Arbitrary.Number);

    private static readonly Gen<(string Type, long[] Shape, long Begin, long End)> Tensor =
        from type in Gen.OneOf<string>(["F32", "F32", "F16", "BF16", "F64", "I64"])
        from shape in Dimension.Array[0, 4]
        from begin in Gen.OneOf<long>(Gen.Long[0, 64], Gen.Long[0, 64], Arbitrary.Number)
        let length = (long)BigInteger.Clamp(Bytes(type, shape), 0, DataBytes)
        from end in Gen.OneOf<long>(Gen.Const(unchecked(begin + length)), Gen.Const(unchecked(begin + length)), Arbitrary.Number)
        select (type, shape, begin, end);

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Checkpoint_OfAnyNumbers_IsReadWhereTheyAreTrueAndRefusedElsewhere() => Property.HoldsOfBoth(
        Tensor.Array[1, 2],
        tensors =>
        {
            Write([.. tensors.Select((tensor, i) => (Name(i), tensor))]);
            bool expected = tensors.All(IsTrue);
            Assert.That(DamagedFiles.AssertHarmless("checkpoint", () => Checkpoint.Open(_folder.Path).Dispose()), Is.EqualTo(expected), "read or refused");
            if (expected)
                AssertReads(tensors);
            return expected;
        },
        times: 500,
        least: 0.1);

    [Test]
    public void Adapter_OfAnyNumbers_IsReadWhereTheyAreTrueAndRefusedElsewhere() => Property.HoldsOfBoth(
        Tensor,
        tensor =>
        {
            string path = Write([(Name(0), tensor)]);
            bool expected = IsTrue(tensor) && tensor.Type == "F32";
            byte[] bytes = [];
            bool read = DamagedFiles.AssertHarmless("adapter", () =>
            {
                using TensorBuffer data = SafetensorsReader.Read(path)[Name(0)].Data;
                bytes = MemoryMarshal.AsBytes(data.Span<float>()).ToArray();
            });
            Assert.That(read, Is.EqualTo(expected), "read or refused");
            if (expected)
                Assert.That(bytes, Is.EqualTo(Data[(int)tensor.Begin..(int)tensor.End]));
            return expected;
        },
        times: 500,
        least: 0.05);

    [Test]
    public void Header_OfAnyJson_IsReadOrRefused() => Property.Holds(Gen.Select(Arbitrary.Text, Gen.OneOf<string>(["dtype", "shape", "data_offsets"]), Arbitrary.Json), given =>
    {
        JsonObject tensor = new() { ["dtype"] = "F32", ["shape"] = new JsonArray(1), ["data_offsets"] = new JsonArray(0, 4) };
        tensor[given.Item2] = given.Item3?.DeepClone();
        string path = Write(new JsonObject { [given.Item1] = tensor, ["__metadata__"] = given.Item3?.DeepClone() });
        DamagedFiles.AssertHarmless("checkpoint", () => Checkpoint.Open(_folder.Path).Dispose());
        DamagedFiles.AssertHarmless("adapter", () => SafetensorsReader.Read(path).Values.ToList().ForEach(read => read.Data.Dispose()));
    }, times: 200);

    private void AssertReads((string Type, long[] Shape, long Begin, long End)[] tensors)
    {
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        for (int i = 0; i < tensors.Length; i++)
        {
            (string type, _, long begin, long end) = tensors[i];
            CheckpointTensor tensor = checkpoint[Name(i)];
            Assert.That((tensor.Shape, tensor.Length), Is.EqualTo((tensors[i].Shape, (long)Count(tensors[i].Shape))));
            if (!Sizes.TryGetValue(type, out int size))
                continue;
            Assert.That(CheckpointTensor.SizeOf(tensor.Type) * tensor.Length, Is.EqualTo(end - begin));
            Assert.That(tensor.ReadFloats(), Is.EqualTo(Data[(int)begin..(int)end].Chunk(size).Select(bytes => Value(type, bytes))));
        }

        Assert.That((BigInteger)checkpoint.Elements, Is.EqualTo(tensors.Aggregate(BigInteger.Zero, (sum, tensor) => sum + Count(tensor.Shape))));
    }

    private static float Value(string type, byte[] bytes) => type switch
    {
        "F16" => (float)BitConverter.ToHalf(bytes),
        "BF16" => BitConverter.ToSingle([0, 0, .. bytes]),
        "F32" => BitConverter.ToSingle(bytes),
        _ => (float)BitConverter.ToDouble(bytes),
    };

    // Of a type that is not read an element takes a bit at least.
    private static bool IsTrue((string Type, long[] Shape, long Begin, long End) tensor) =>
        tensor.Begin >= 0 && tensor.End >= tensor.Begin && tensor.End <= DataBytes && tensor.Shape.All(dimension => dimension >= 0) && IsCountable(tensor.Shape)
        && (Sizes.ContainsKey(tensor.Type) ? Bytes(tensor.Type, tensor.Shape) == tensor.End - tensor.Begin : Bytes(tensor.Type, tensor.Shape) / 8 <= 8 * (tensor.End - tensor.Begin));

    private static bool IsCountable(long[] shape) =>
        Enumerable.Range(0, shape.Length + 1).All(count => shape.Take(count).Aggregate(BigInteger.One, (product, dimension) => product * dimension) <= long.MaxValue);

    private static BigInteger Bytes(string type, long[] shape) => Count(shape) * Sizes.GetValueOrDefault(type, 8);

    private static BigInteger Count(long[] shape) => shape.Aggregate(BigInteger.One, (product, dimension) => product * dimension);

    private static string Name(int index) => $"tensor {index}";

    private string Write((string Name, (string Type, long[] Shape, long Begin, long End) Tensor)[] tensors) => Write(new JsonObject(tensors.Select(tensor => KeyValuePair.Create(tensor.Name, (JsonNode?)new JsonObject
    {
        ["dtype"] = tensor.Tensor.Type,
        ["shape"] = new JsonArray([.. tensor.Tensor.Shape.Select(dimension => (JsonNode)dimension)]),
        ["data_offsets"] = new JsonArray(tensor.Tensor.Begin, tensor.Tensor.End),
    }))));

    private string Write(JsonObject header)
    {
        byte[] json = System.Text.Encoding.UTF8.GetBytes(header.ToJsonString());
        string path = _folder.File("model.safetensors");
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)json.Length), .. json, .. Data]);
        return path;
    }
}
