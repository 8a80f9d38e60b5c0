using System.Runtime.InteropServices;
using System.Text.Json;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Export;

public sealed class CheckpointTests
{
    private static readonly float[] Values = [0, 1, -2, 0.5f, 1024, -0.09375f];
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("F32")]
    [TestCase("F16")]
    [TestCase("BF16")]
    [TestCase("F64")]
    public void ReadFloats_StoredType_GivesTheValues(string type)
    {
        byte[] data = type switch
        {
            "F32" => MemoryMarshal.AsBytes<float>(Values).ToArray(),
            "F16" => MemoryMarshal.AsBytes<Half>(Values.Select(value => (Half)value).ToArray()).ToArray(),
            "BF16" => [.. Values.SelectMany(value => BitConverter.GetBytes(value)[2..])],
            _ => MemoryMarshal.AsBytes<double>(Values.Select(value => (double)value).ToArray()).ToArray(),
        };
        SafetensorsWriter.WriteRaw(_folder.Combine("model.safetensors"), [("other", "I64", [1], new byte[8]), ("tensor", type, [2, 3], data)]);

        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        Assert.That(checkpoint["tensor"].ReadFloats(), Is.EqualTo(Values));
    }

    [Test]
    public void Open_PyTorchFile_EqualsItsSafetensorsTwin()
    {
        using Checkpoint actual = Checkpoint.Open(Shared.Path("fixtures/ctc/wav2vec2-xlsr-bin"));
        GoldenTensors expected = new(Shared.Path("fixtures/ctc/wav2vec2-xlsr/model.safetensors"));
        foreach (string name in expected.Names)
        {
            // The twin has the newer names of weight normalisation.
            string old = name.Replace("parametrizations.weight.original0", "weight_g", StringComparison.Ordinal)
                .Replace("parametrizations.weight.original1", "weight_v", StringComparison.Ordinal);
            Assert.That(actual[old].Shape, Is.EqualTo(expected.Shape(name).Select(n => (long)n)), name);
            Assert.That(actual[old].ReadFloats(), Is.EqualTo(expected.Floats(name)), name);
        }
    }

    [TestCase("model", "safetensors")]
    [TestCase("pytorch_model", "bin")]
    public void Open_Shards_HasEveryTensor(string name, string extension)
    {
        (string, long[], float[])[] tensors = [("a", [6], Values), ("b", [3, 2], Values)];
        string[] shards = [.. tensors.Select((_, i) => $"{name}-{i + 1:d5}-of-00002.{extension}")];
        for (int i = 0; i < tensors.Length; i++)
        {
            if (extension == "bin")
                PyTorchWriter.Write(_folder.Combine(shards[i]), [tensors[i]]);
            else
                SafetensorsWriter.Write(_folder.Combine(shards[i]), [tensors[i]]);
        }

        WriteIndex($"{name}.{extension}.index.json", new() { ["a"] = shards[0], ["b"] = shards[1] });
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        Assert.That(checkpoint.Files, Is.EqualTo(shards));
        Assert.That(checkpoint["a"].ReadFloats(), Is.EqualTo(Values));
        Assert.That(checkpoint["b"].ReadFloats(), Is.EqualTo(Values));
    }

    [TestCase("missing.safetensors")]
    [TestCase("../elsewhere.safetensors")]
    public void Open_IndexNamesFileOutsideTheFolder_Throws(string shard)
    {
        WriteIndex("model.safetensors.index.json", new() { ["a"] = shard });
        Assert.That(() => Checkpoint.Open(_folder.Path), Throws.TypeOf<ModelFolderException>().With.Message.Contains(shard));
    }

    [Test]
    public void Open_NoWeights_SaysWhatIsExpected() =>
        Assert.That(() => Checkpoint.Open(_folder.Path), Throws.TypeOf<ModelFolderException>().With.Message.Contains("model.safetensors").And.Message.Contains("pytorch_model.bin"));

    [TestCase(4)]
    [TestCase(20)]
    [TestCase(-5)]
    public void Open_TruncatedSafetensors_Throws(int keep)
    {
        SafetensorsWriter.Write(_folder.Combine("whole"), [("a", [6], Values)]);
        byte[] whole = File.ReadAllBytes(_folder.Combine("whole"));
        File.WriteAllBytes(_folder.Combine("model.safetensors"), keep < 0 ? whole[..^-keep] : whole[..keep]);
        Assert.That(() => Checkpoint.Open(_folder.Path), Throws.TypeOf<ModelFolderException>().With.Message.Contains("model.safetensors"));
    }

    [TestCase("F32", "[4611686018427387904]", "[0,0]", Description = "times four bytes it is no more than 64 bits hold")]
    [TestCase("F32", "[-1,-1]", "[0,4]")]
    [TestCase("I64", "[-1]", "[0,8]", Description = "of a type that is not read")]
    [TestCase("I64", "[9000000000000000000]", "[0,8]")]
    public void Open_SafetensorsShapeThatTheBytesAreNot_Throws(string type, string shape, string offsets)
    {
        byte[] header = System.Text.Encoding.UTF8.GetBytes($"{{\"a\":{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":{offsets}}}}}");
        File.WriteAllBytes(_folder.Combine("model.safetensors"), [.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[8]]);
        Assert.That(() => Checkpoint.Open(_folder.Path), Throws.TypeOf<ModelFolderException>().With.Message.Contains("which is not its shape's size"));
    }

    // os.system("…"), as a malicious file would call it; an unknown opcode; a list instead of a dictionary.
    [TestCase("cposix\nsystem\n(X\u0002\0\0\0lstR.", "posix.system")]
    [TestCase("}.", null)]
    [TestCase("\u0001", "0x01")]
    [TestCase("].", "no dictionary")]
    [TestCase("}(", "")]
    public void Open_PickleOfAnotherKind_IsRefused(string pickle, string? reason)
    {
        PyTorchWriter.WritePickle(_folder.Combine("pytorch_model.bin"), [.. pickle.Select(letter => (byte)letter)]);
        if (reason is null)
            Assert.That(() => Checkpoint.Open(_folder.Path).Dispose(), Throws.Nothing);
        else
            Assert.That(() => Checkpoint.Open(_folder.Path), Throws.TypeOf<ModelFolderException>().With.Message.Contains(reason));
    }

    [Test]
    public void Open_NotAnArchive_Throws()
    {
        File.WriteAllText(_folder.Combine("pytorch_model.bin"), "PK? no");
        Assert.That(() => Checkpoint.Open(_folder.Path), Throws.TypeOf<ModelFolderException>().With.Message.Contains("pytorch_model.bin"));
    }

    private void WriteIndex(string name, Dictionary<string, string> map) =>
        File.WriteAllText(_folder.Combine(name), JsonSerializer.Serialize(new { weight_map = map }));
}
