using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.Mimi;
using Speech.Sdk.Inference;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Mimi;

/// <summary>What is read of a codec's files.</summary>
internal sealed class MimiExportTests
{
    [Test]
    public void Export_ACodec_WritesTwoGraphsThatAgreeOnItsSizes()
    {
        using var folder = new TemporaryFolder();
        using ExportedCodec codec = ExportedCodec.OfFolder(RandomMimi.Write(folder.Combine("checkpoint"), RandomMimi.Small));
        Assert.Multiple(() =>
        {
            foreach (OrtSession session in (OrtSession[])[codec.Step, codec.Recording])
            {
                Assert.That(session.InputShape("audio"), Is.EqualTo((int[])[-1, 1920]));
                Assert.That(session.OutputShape("codes"), Is.EqualTo((int[])[-1, 4]));
            }

            JsonNode manifest = JsonNode.Parse(File.ReadAllText(codec.PathOf("speech.json")))!;
            Assert.That((string?)manifest["family"], Is.EqualTo("mimi"));
            Assert.That((string?)manifest["graphs"]!["codec-step"], Is.EqualTo("codec-step.onnx"));
            Assert.That((string?)manifest["graphs"]!["codec"], Is.EqualTo("codec.onnx"));
        });
    }

    [Test]
    public void ReadOriginal_OfNoFile_HasThePublishedSizes()
    {
        MimiConfig config = MimiConfig.ReadOriginal(null, "mimi_config.json");
        Assert.Multiple(() =>
        {
            Assert.That(config.FrameSamples, Is.EqualTo(1920));
            Assert.That((config.Filters, config.Width, config.Layers, config.Heads, config.Hidden, config.Window), Is.EqualTo((64, 512, 8, 8, 2048, 250)));
            Assert.That((config.Codebooks, config.CodebookSize, config.CodebookWidth), Is.EqualTo((32, 2048, 256)));
            Assert.That(config.Strides, Is.EqualTo((int[])[4, 5, 6, 8]));
        });
    }

    [TestCase("""{"use_causal_conv": false}""", "use_causal_conv")]
    [TestCase("""{"pad_mode": "reflect"}""", "pad_mode")]
    [TestCase("""{"num_attention_heads": 7}""", "7 heads")]
    [TestCase("""{"num_quantizers": 1}""", "1 of 1")]
    public void Read_WhatCannotBeFedFrameByFrame_SaysWhatIsWrong(string json, string named) => Assert.That(
        () => MimiConfig.Read(JsonSerializer.Deserialize<JsonElement>(json), "config.json"),
        Throws.TypeOf<ModelFolderException>().With.Message.Contains(named));

    [Test]
    public void Read_RotaryBaseOfTransformers5_IsTaken() => Assert.That(
        MimiConfig.Read(JsonSerializer.Deserialize<JsonElement>("""{"rope_parameters": {"rope_theta": 5000.0}}"""), "config.json").RotaryBase, Is.EqualTo(5000));

    [TestCase("BF16")]
    [TestCase("F16")]
    public void Export_OfHalves_WritesWhatTheirFloatsGive(string type)
    {
        using var folder = new TemporaryFolder();
        string floats = RandomMimi.Write(folder.Combine("floats"), RandomMimi.Small);
        string halves = Directory.CreateDirectory(folder.Combine("halves")).FullName;
        File.Copy(Path.Combine(floats, "config.json"), Path.Combine(halves, "config.json"));
        var tensors = new GoldenTensors(Path.Combine(floats, "model.safetensors"));
        (string Name, long[] Shape, float[] Values)[] rounded = [.. tensors.Names.Select(name =>
            (name, tensors.Shape(name).Select(size => (long)size).ToArray(), tensors.Floats(name).Select(value => type == "F16" ? (float)(Half)value : Upper(value)).ToArray()))];
        SafetensorsWriter.WriteRaw(Path.Combine(halves, "model.safetensors"), rounded.Select(tensor =>
            (tensor.Name, type, tensor.Shape, tensor.Values.SelectMany(value => type == "F16" ? BitConverter.GetBytes((Half)value) : MemoryMarshal.AsBytes<float>([value])[2..].ToArray()).ToArray())));
        SafetensorsWriter.Write(Path.Combine(floats, "model.safetensors"), rounded);

        using ExportedCodec expected = ExportedCodec.OfFolder(floats);
        using ExportedCodec actual = ExportedCodec.OfFolder(halves);
        Assert.That(File.ReadAllBytes(actual.PathOf("codec.data")), Is.EqualTo(File.ReadAllBytes(expected.PathOf("codec.data"))));
    }

    [Test]
    public void Export_OriginalFilesThatWereSavedAgain_GiveTheSameWeights()
    {
        string original = Shared.Path("fixtures/kyutai/stt-moshi");
        using var folder = new TemporaryFolder();
        var tensors = new GoldenTensors(Path.Combine(original, "mimi-pytorch-tiny@0.safetensors"));
        SafetensorsWriter.Write(folder.Combine("again.safetensors"), tensors.Names.Select(name => (
            name.Replace("in_proj_weight", "in_projs.0.weight", StringComparison.Ordinal).Replace("out_proj.", "out_projs.0.", StringComparison.Ordinal),
            tensors.Shape(name).Select(size => (long)size).ToArray(),
            tensors.Floats(name))));
        (MimiConfig, IMimiNames) Describe(Checkpoint checkpoint) => (
            MimiConfig.ReadOriginal(JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Path.Combine(original, "mimi_config.json"))), original), new OriginalMimiNames(checkpoint));
        using ExportedCodec expected = ExportedCodec.OfPart(Checkpoint.OpenFile(original, "mimi-pytorch-tiny@0.safetensors"), Describe);
        using ExportedCodec actual = ExportedCodec.OfPart(Checkpoint.OpenFile(folder.Path, "again.safetensors"), Describe);
        Assert.That(File.ReadAllBytes(actual.PathOf("codec.data")), Is.EqualTo(File.ReadAllBytes(expected.PathOf("codec.data"))));
    }

    private static float Upper(float value) => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xffff0000);
}
