using System.Text.Json.Nodes;
using Google.Protobuf;
using Speech.Sdk.Export;
using Speech.Sdk.Export.Onnx;
using Speech.Sdk.Models;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>Folders whose encoder and decoder come from different exports: an error at loading, not at the first window.</summary>
internal sealed class MixedFolderTests
{
    private TinyModel _model = null!;

    [SetUp]
    public void Create() => _model = new TinyModel();

    [TearDown]
    public void Remove() => _model.Dispose();

    [TestCase("decoder", "the decoder reads cross_k_0 (Int8), the encoder gives Float")]
    [TestCase("decoder", "the decoder reads cross_v_scale_1 (Float), the encoder does not give it")]
    [TestCase("encoder", "the decoder reads cross_k_0 (Float), the encoder gives Int8")]
    public void Load_BytesAndFloats_SaysWhichDiffer(string from8Bits, string expected) => AssertRefused(from8Bits, ExportOptions.Int8, expected);

    [Test]
    public void Load_EncoderOfOtherHeads_SaysHowTheyDiffer()
    {
        string config = Path.Combine(_model.Checkpoint, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"decoder_attention_heads\":2", "\"decoder_attention_heads\":4", StringComparison.Ordinal));
        AssertRefused("encoder", ExportOptions.Fp32, "the decoder reads cross_k_0 as [audios, 2, positions, 16], the encoder gives [audios, 4, positions, 8]");
    }

    [TestCase("encoder", "the encoder leaves room for 32 queries a window (most_queries), the decoder takes 64")]
    [TestCase("decoder", "the encoder leaves room for 64 queries a window (most_queries), the decoder takes 32")]
    public void Load_EncoderOfOtherPadding_SaysHowTheyDiffer(string changed, string expected)
    {
        string folder = Path.Combine(_model.Checkpoint, "int8"), path = Path.Combine(folder, changed + ".onnx");
        CheckpointExporter.Export(_model.Checkpoint, folder, ExportOptions.Int8);
        ModelProto graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        graph.MetadataProps.Single(one => one.Key == "most_queries").Value = "32";
        File.WriteAllBytes(path, graph.ToByteArray());
        Assert.That(
            async () => await SpeechRecognizer.LoadAsync(folder),
            Throws.TypeOf<ModelFolderException>().With.Message.Contains(expected).And.Message.Contains("export it again").And.Message.Contains(folder));
    }

    private void AssertRefused(string graph, ExportOptions options, string expected)
    {
        string other = Path.Combine(_model.Checkpoint, "other");
        CheckpointExporter.Export(_model.Checkpoint, other, options);
        Take(graph, other);
        Assert.That(
            async () => await _model.LoadAsync(),
            Throws.TypeOf<ModelFolderException>().With.Message.Contains(expected).And.Message.Contains("export it again").And.Message.Contains(_model.Folder));
    }

    /// <summary>Replaces a graph by another folder's, in the manifest as well.</summary>
    private void Take(string graph, string other)
    {
        JsonNode Manifest(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "speech.json")))!;
        JsonNode mixed = Manifest(_model.Folder), taken = Manifest(other);
        foreach (string file in (string[])[$"{graph}.onnx", $"{graph}.onnx.data"])
        {
            File.Copy(Path.Combine(other, file), Path.Combine(_model.Folder, file), overwrite: true);
            mixed["files"]![file] = taken["files"]![file]!.DeepClone();
        }

        File.WriteAllText(Path.Combine(_model.Folder, "speech.json"), mixed.ToJsonString());
    }
}
