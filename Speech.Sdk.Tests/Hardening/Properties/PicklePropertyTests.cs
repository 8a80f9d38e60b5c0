using System.Text;
using CsCheck;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Tests.Export;
using TemporaryFolder = Speech.Sdk.Tests.Tokens.TemporaryFolder;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>PyTorch's pickles: however one spells a state dictionary it is read, no program makes the reader call anything, and any soup of opcodes is read or refused.</summary>
public sealed class PicklePropertyTests
{
    private static readonly string[] Known = ["collections.OrderedDict", "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor", "torch._utils._rebuild_parameter"];

    private static readonly Gen<byte[]> Number = Gen.OneOf<byte[]>(
        Gen.Byte.Select(number => (byte[])[(byte)'K', number]), Arbitrary.Number.Select(number => (byte[])[(byte)'J', .. BitConverter.GetBytes((int)number)]),
        Arbitrary.Number.Select(number => (byte[])[0x8A, 8, .. BitConverter.GetBytes(number)]), Gen.Byte.Array[0, 12].Select(digits => (byte[])[0x8A, (byte)digits.Length, .. digits]));

    private static readonly Gen<byte[]> Opcode = Gen.OneOf<byte[]>(
        Gen.OneOf<string>(["(", "N", ")", "]", "}", "a", "e", "s", "u", "t", "Q", "R", "b", "\u0085", "\u0086", "\u0087", "\u0088", "\u0089", "\u0093", "\u0094"]).Select(Bytes),
        Number, Gen.Byte.Select(slot => (byte[])[(byte)'q', slot]), Gen.Byte[0, 5].Select(slot => (byte[])[(byte)'h', slot]),
        Arbitrary.Number.Select(slot => (byte[])[(byte)'j', .. BitConverter.GetBytes((int)slot)]), Arbitrary.Number.Select(length => (byte[])[(byte)'X', .. BitConverter.GetBytes((int)length)]),
        Gen.OneOf<string>(["storage", "0", "cpu", "name"]).Select(text => (byte[])[0x8C, (byte)text.Length, .. Bytes(text)]), Gen.OneOf<string>(Known).Select(Global), Gen.Const(Global("torch.FloatStorage")),
        Gen.Byte.Select(any => (byte[])[any]));

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Open_AnySpellingOfAStateDictionary_GivesItsTensors() => Property.Holds(
        Gen.Select(Gen.Select(Gen.Int[0, 3].Array[0, 3], Gen.Int[0, 6]).Array[0, 4], Gen.UInt),
        given =>
        {
            ((int[] Shape, int Offset)[] tensors, uint style) = given;
            float[][] stored = [.. tensors.Select((tensor, key) => Enumerable.Range(0, tensor.Offset + Size(tensor.Shape)).Select(i => (key * 100f) + i).ToArray())];
            File.Delete(Archive());
            PyTorchWriter.Write(Archive(), tensors.Select((_, key) => ($"{key}", new long[] { stored[key].Length }, stored[key])));
            PyTorchWriter.ReplacePickle(Archive(), new PickleSpelling(style).StateDictionary(tensors));
            using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
            for (int key = 0; key < tensors.Length; key++)
            {
                CheckpointTensor tensor = checkpoint[$"tensor {key}"];
                Assert.That(tensor.Shape, Is.EqualTo(tensors[key].Shape.Select(dimension => (long)dimension)));
                Assert.That(tensor.ReadFloats(), Is.EqualTo(stored[key][tensors[key].Offset..]));
            }
        },
        times: 150);

    [Test]
    public void Open_AnyOtherCall_IsRefusedByName() => Property.Holds(
        Gen.Select(Gen.OneOf<string>(["os.system", "posix.system", "builtins.eval", "builtins.exec", "subprocess.Popen", "torch.load", "nt.system"]), Gen.UInt, Gen.Int[0, 3]),
        given =>
        {
            (string name, uint style, int arguments) = given;
            PickleSpelling spelling = new(style);
            byte[] call = [.. spelling.Callable(name), (byte)'(', .. Enumerable.Repeat(spelling.Text("rm -rf /"), arguments).SelectMany(text => text), (byte)'t', (byte)'R'];
            File.Delete(Archive());
            PyTorchWriter.WritePickle(Archive(), [0x80, 4, .. call, (byte)'.']);
            Assert.That(() => Checkpoint.Open(_folder.Path), Throws.TypeOf<ModelFolderException>().With.Message.Contains($"it calls {name}, which restores no tensor and is refused"));
        },
        times: 100);

    [Test]
    public void Open_AnyOpcodes_IsReadOrRefused() => Property.Holds(
        Opcode.Array[0, 60],
        opcodes => Open([0x80, 2, (byte)'}', .. opcodes.SelectMany(opcode => opcode), (byte)'.']),
        times: 300,
        print: opcodes => string.Join(' ', opcodes.Select(Convert.ToHexString)));

    [Test]
    public void Open_AStateDictionaryWithOtherOpcodesInIt_IsReadOrRefusedAtItsEnd() => Property.HoldsOfBoth(
        Gen.Select(Gen.UInt, PickleEdits.All(Opcode, Number)),
        given =>
        {
            byte[] pickle = given.Item2(new PickleSpelling(given.Item1).StateDictionary([([2, 3], 1), ([4], 0), ([], 2)]));
            Open(pickle);
            return ReadOf(pickle) > 0.75;
        },
        times: 600,
        least: 0.3);

    private void Open(byte[] pickle)
    {
        File.Delete(Archive());
        PyTorchWriter.Write(Archive(), Enumerable.Range(0, 3).Select(key => ($"{key}", new long[] { 16 }, new float[16])));
        PyTorchWriter.ReplacePickle(Archive(), pickle);
        DamagedFiles.AssertHarmless("pickle", () => Checkpoint.Open(_folder.Path).Dispose());
    }

    // The part of it that a reader reads.
    private static double ReadOf(byte[] pickle)
    {
        using MemoryStream bytes = new(pickle);
        using BinaryReader reader = new(bytes);
        try
        {
            new PickleReader(reader).Read();
        }
#pragma warning disable CA1031 // How it fails is asserted elsewhere.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        return (double)bytes.Position / pickle.Length;
    }

    private string Archive() => _folder.File("pytorch_model.bin");

    private static int Size(int[] shape) => shape.Aggregate(1, (size, dimension) => size * dimension);

    private static byte[] Global(string name) => Bytes($"c{name[..name.LastIndexOf('.')]}\n{name[(name.LastIndexOf('.') + 1)..]}\n");

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
