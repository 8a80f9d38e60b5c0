using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Speech.Sdk.Export;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Models;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tokens.Ctc;
using TemporaryFolder = Speech.Sdk.Tests.Export.TemporaryFolder;

namespace Speech.Sdk.Tests.Hardening;

/// <summary>Files that are valid and ask for too much: numbers of billions, packed gigabytes. They are refused before anything is made of them.</summary>
[TestFixture]
public sealed class HostileFileTests
{
    private const int Billions = 2_000_000_000;

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("whisper/tiny-random-en")]
    [TestCase("ctc/wav2vec2-xlsr")]
    [TestCase("ctc/w2vbert-relative-key")]
    [TestCase("kyutai/stt-trfs")]
    public void Export_CheckpointWithANumberOfBillions_IsHarmless(string fixture)
    {
        string checkpoint = CopyOf(fixture);

        ForEachNumber(Path.Combine(checkpoint, "config.json"), where => DamagedFiles.AssertHarmless(where, () =>
            CheckpointExporter.Export(checkpoint, _folder.Combine(Guid.NewGuid().ToString("N")), new ExportOptions())));
    }

    [TestCase("whisper/tiny-random-en")]
    [TestCase("ctc/wav2vec2-xlsr")]
    [TestCase("ctc/w2vbert-relative-key")]
    [TestCase("kyutai/stt-trfs")]
    public void Load_FolderWithANumberOfBillions_IsHarmless(string fixture)
    {
        string model = _folder.Combine("model");
        CheckpointExporter.Export(CopyOf(fixture), model, new ExportOptions());

        foreach (string file in (string[])["config.json", "generation_config.json", "preprocessor_config.json", "vocab.json", "added_tokens.json"])
        {
            if (File.Exists(Path.Combine(model, file)))
                ForEachNumber(Path.Combine(model, file), where => DamagedFiles.AssertHarmless(where, () => Load(model, file)));
        }
    }

    [TestCase("archive/data.pkl", "its data.pkl has more than")]
    [TestCase("archive/byteorder", "its byteorder has more than")]
    public void Open_PackedZeros_AreNotUnpacked(string entry, string reason)
    {
        string path = _folder.Combine("pytorch_model.bin");
        PyTorchWriter.Write(path, [("weight", [1], [1f])]);
        using (ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            archive.GetEntry(entry)?.Delete();
            using Stream zeros = archive.CreateEntry(entry).Open();
            for (int i = 0; i < 100; i++)
                zeros.Write(new byte[1 << 20]);
        }

        Assert.That(() => Checkpoint.Open(_folder.Path), Throws.TypeOf<ModelFolderException>().With.Message.Contains(reason));
        DamagedFiles.AssertHarmless(entry, () => Checkpoint.Open(_folder.Path));
    }

    [Test]
    public void Open_PackedTensor_IsNotUnpacked()
    {
        const int Floats = 100 << 18;
        string path = _folder.Combine("pytorch_model.bin");
        PyTorchWriter.Write(path, [("weight", [Floats], [1f])]);
        using (ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            archive.GetEntry("archive/data/0")!.Delete();
            using Stream zeros = archive.CreateEntry("archive/data/0").Open();
            for (int i = 0; i < 100; i++)
                zeros.Write(new byte[1 << 20]);
        }

        Assert.That(() => Checkpoint.Open(_folder.Path), Throws.TypeOf<ModelFolderException>().With.Message.Contains($"weight has the shape [{Floats}], and its data"));
    }

    [TestCase(1, 22, 0, Description = "each made of the one before, twice")]
    [TestCase(1 << 19, 60, 1, Description = "each made of a long text")]
    public void Open_PickleOfNamesOfLongNames_IsRefusedBeforeTheyGrow(int length, int times, byte kept)
    {
        byte[] text = [(byte)'X', .. BitConverter.GetBytes(length), .. Enumerable.Repeat((byte)'a', length), (byte)'q', 0];
        byte[] name = [(byte)'h', 0, (byte)'h', 0, 0x93, (byte)'q', kept];
        PyTorchWriter.WritePickle(_folder.Combine("pytorch_model.bin"), [0x80, 4, .. text, .. Enumerable.Repeat(name, times).SelectMany(part => part), (byte)'.']);

        DamagedFiles.AssertHarmless("pickle", () => Checkpoint.Open(_folder.Path));
        Assert.That(() => Checkpoint.Open(_folder.Path), Throws.TypeOf<ModelFolderException>().With.Message.Contains("a function's name is no short text"));
    }

    [TestCase("{\"data_offsets\":[-4,0],\"dtype\":\"F32\",\"shape\":[1]}", Description = "the header's own bytes")]
    [TestCase("{\"data_offsets\":[0,3],\"dtype\":\"F32\",\"shape\":[0]}", Description = "less than a number")]
    [TestCase("{\"data_offsets\":[0,4],\"dtype\":\"F32\",\"shape\":[-1,-1]}")]
    [TestCase("{\"data_offsets\":[0],\"dtype\":\"F32\",\"shape\":[1]}")]
    [TestCase("{\"data_offsets\":[],\"dtype\":\"F32\",\"shape\":[0]}")]
    [TestCase("{\"data_offsets\":[-2147483648,2147483647],\"dtype\":\"F32\",\"shape\":[1]}")]
    [TestCase("{\"data_offsets\":[0,4],\"dtype\":\"F32\",\"shape\":[4611686018427387904,4611686018427387904]}")]
    public void ReadAdapter_RangeThatIsNone_IsRefused(string tensor)
    {
        byte[] header = Encoding.UTF8.GetBytes($"{{\"a\":{tensor}}}");
        string path = _folder.Combine("adapter.safetensors");
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)header.Length), .. header, 0, 0, 0, 0]);

        Assert.That(() => SafetensorsReader.Read(path), Throws.TypeOf<ModelFolderException>().With.Message.Contains("cannot be read"));
    }

    [TestCase("""{"added_tokens_decoder": {"99999999999": {"content": "x"}}}""")]
    [TestCase("""{"added_tokens_decoder": {"77": {"content": null}}}""")]
    [TestCase("""{"added_tokens_decoder": {"-5": {"content": "x"}}}""")]
    [TestCase("""{"added_tokens_decoder": {"2147483647": {"content": "x"}}}""")]
    public void ReadVocabulary_AddedTokenThatIsNone_IsRefused(string settings)
    {
        File.WriteAllText(_folder.Combine("vocab.json"), """{"a": 0, "|": 1}""");
        File.WriteAllText(_folder.Combine("tokenizer_config.json"), settings);

        Assert.That(() => CtcVocabularyFiles.Read(_folder.Path, 0, out _), Throws.TypeOf<ModelFolderException>().With.Message.Contains("is not what a CTC tokenizer has"));
    }

    private static void Load(string model, string file)
    {
        // A manifest knows the sizes of all files.
        string path = Path.Combine(model, "speech.json");
        JsonObject manifest = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        manifest["files"]![file]!["bytes"] = new FileInfo(Path.Combine(model, file)).Length;
        File.WriteAllText(path, manifest.ToJsonString());
        SpeechRecognizer.LoadAsync(model).GetAwaiter().GetResult().Dispose();
    }

    /// <summary>Puts billions in the place of one whole number of a JSON file after the other.</summary>
    private static void ForEachNumber(string path, Action<string> act)
    {
        byte[] original = File.ReadAllBytes(path);
        for (int i = 0; ; i++)
        {
            JsonNode json = JsonNode.Parse(original)!;
            if (Numbers(json).ElementAtOrDefault(i) is not { } number)
                break;
            string where = $"{Path.GetFileName(path)}: {number.GetPath()}";
            number.ReplaceWith(Billions);
            File.WriteAllText(path, json.ToJsonString());
            act(where);
        }

        File.WriteAllBytes(path, original);
    }

    // Of a long list, or of a vocabulary, the first few stand for all.
    private static IEnumerable<JsonNode> Numbers(JsonNode? json) => json switch
    {
        JsonValue value when value.TryGetValue(out long _) => [value],
        JsonArray array => array.Take(2).SelectMany(Numbers),
        JsonObject map => map.Take(80).Select(entry => entry.Value).SelectMany(Numbers),
        _ => [],
    };

    private string CopyOf(string fixture)
    {
        string source = Shared.Path($"fixtures/{fixture}"), copy = _folder.Combine("checkpoint");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(source).Where(file => !Path.GetFileName(file).StartsWith("golden", StringComparison.Ordinal)))
        {
            string target = Path.Combine(copy, Path.GetFileName(file));
            File.Copy(file, target);
            File.SetAttributes(target, FileAttributes.Normal);
        }

        return copy;
    }
}
