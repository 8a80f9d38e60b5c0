using System.Text.Json.Nodes;
using Speech.Sdk.Export;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Wav2Vec2Bert;
using Speech.Sdk.Tests.Export;

namespace Speech.Sdk.Tests.Wav2Vec2Bert;

/// <summary>What can be shown of the exported graphs without reference outputs.</summary>
public sealed class Wav2Vec2BertExportTests
{
    [TestCase("relative_key", false)]
    [TestCase("relative_key", true)]
    [TestCase("relative", false)]
    [TestCase("rotary", false)]
    [TestCase(null, false)]
    public void Padded_Clips_EqualThemselvesAlone(string? positions, bool adapter)
    {
        using var folder = new TemporaryFolder();
        JsonObject changes = new() { ["position_embeddings_type"] = positions, ["add_adapter"] = adapter };
        using var model = new ExportedEncoder(TinyWav2Vec2Bert.Write(folder.Combine("checkpoint"), changes), "ctc");
        // One row alone, fewer rows than the table has distances, and more.
        int[] rows = [1, 3, 12];
        float[] features = [.. rows.SelectMany(count => TinyWav2Vec2Bert.Input(count).Concat(new float[(12 - count) * TinyWav2Vec2Bert.Features]))];
        long[] lengths = [.. rows.Select(count => (long)count)];
        float[][] batch = [.. model.Run(new GoldenCase.PaddedBatch(features, lengths, lengths)).Chunk((adapter ? 6 : 12) * TinyWav2Vec2Bert.Symbols)];
        for (int clip = 0; clip < rows.Length; clip++)
        {
            float[] alone = model.Run(TinyWav2Vec2Bert.Input(rows[clip]));
            Assert.That(alone, Has.Length.EqualTo((adapter ? (rows[clip] + 1) / 2 : rows[clip]) * TinyWav2Vec2Bert.Symbols));
            Close.AssertEqual(batch[clip].AsSpan(0, alone.Length), alone, 1e-5, $"{rows[clip]} rows");
        }
    }

    [TestCase(3, 2, null)]
    [TestCase(5, 2, 1)]
    [TestCase(4, 3, 2)]
    public void Adapter_Frames_AreAsManyAsTheFrontEndCounts(int kernel, int stride, int? layers)
    {
        using var folder = new TemporaryFolder();
        JsonObject changes = new() { ["add_adapter"] = true, ["adapter_kernel_size"] = kernel, ["adapter_stride"] = stride, ["num_adapter_layers"] = layers };
        string checkpoint = TinyWav2Vec2Bert.Write(folder.Combine("checkpoint"), changes);
        File.WriteAllText(Path.Combine(checkpoint, "preprocessor_config.json"), """{"num_mel_bins": 4}""");
        var frontEnd = new Wav2Vec2BertFrontEnd(new ModelFolder(checkpoint, "model", Manifest: null));
        using var model = new ExportedEncoder(checkpoint, "ctc");
        foreach (int rows in (int[])[10, 11, 12, 13])
            Assert.That(frontEnd.Frames((rows * 320) + 240), Is.EqualTo(model.Run(TinyWav2Vec2Bert.Input(rows)).Length / TinyWav2Vec2Bert.Symbols), $"{rows} rows");
    }

    [Test]
    public void Export_ClassifierWithoutProjectionSize_HasTheFamilysOwn()
    {
        using var folder = new TemporaryFolder();
        JsonObject changes = new() { ["architectures"] = new JsonArray("Wav2Vec2BertForSequenceClassification"), ["classifier_proj_size"] = 768 };
        string config = Path.Combine(TinyWav2Vec2Bert.Write(folder.Combine("checkpoint"), changes), "config.json");
        JsonObject fields = JsonNode.Parse(File.ReadAllText(config))!.AsObject();
        fields.Remove("classifier_proj_size");
        File.WriteAllText(config, fields.ToJsonString());
        Assert.That(() => CheckpointExporter.Export(folder.Combine("checkpoint"), folder.Combine("out"), ExportOptions.Fp32), Throws.Nothing);
    }

    [Test]
    public void RelativeKey_Table_ChangesNearAndFarScores()
    {
        using var folder = new TemporaryFolder();
        using var near = new ExportedEncoder(TinyWav2Vec2Bert.Write(folder.Combine("a")), "ctc");
        using var none = new ExportedEncoder(TinyWav2Vec2Bert.Write(folder.Combine("b"), new JsonObject { ["position_embeddings_type"] = null }), "ctc");
        Assert.That(Close.WorstDifference(near.Run(TinyWav2Vec2Bert.Input(12)), none.Run(TinyWav2Vec2Bert.Input(12))), Is.GreaterThan(0.01));
    }

    [TestCase("fp16", 0.01)]
    [TestCase("int8", 0.1)]
    public void Precision_Logits_StayNearFp32(string name, double tolerance)
    {
        using var folder = new TemporaryFolder();
        string checkpoint = TinyWav2Vec2Bert.Write(folder.Combine("checkpoint"), new JsonObject { ["add_adapter"] = true });
        using var exact = new ExportedEncoder(checkpoint, "ctc");
        using var model = new ExportedEncoder(checkpoint, "ctc", name == "fp16" ? ExportOptions.Fp16 : ExportOptions.Int8);
        Close.AssertEqual(model.Run(TinyWav2Vec2Bert.Input(40)), exact.Run(TinyWav2Vec2Bert.Input(40)), tolerance, name);
    }

    [Test]
    public void Export_BadConfiguration_NamesEveryProblem()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = TinyWav2Vec2Bert.Write(folder.Combine("checkpoint"));
        File.WriteAllText(Path.Combine(checkpoint, "config.json"), """
            {
                "model_type": "wav2vec2-bert", "architectures": ["Wav2Vec2BertForCTC"], "vocab_size": 0, "hidden_size": 30, "num_attention_heads": 4,
                "hidden_act": "selu", "position_embeddings_type": "absolute", "conv_depthwise_kernel_size": 4, "use_intermediate_ffn_before_adapter": true
            }
            """);
        string message = Assert.Throws<ModelFolderException>(() => CheckpointExporter.Export(checkpoint, folder.Combine("out"), ExportOptions.Fp32))!.Message;
        foreach (string field in (string[])["vocab_size", "hidden_size 30", "hidden_act", "position_embeddings_type", "conv_depthwise_kernel_size", "use_intermediate_ffn_before_adapter"])
            Assert.That(message, Does.Contain(field));
    }

    [Test]
    public void Export_MissingTensors_NamesThem()
    {
        string[] missing = ["wav2vec2_bert.encoder.layers.1.self_attn.distance_embedding.weight", "lm_head.bias"];
        using var folder = new TemporaryFolder();
        string checkpoint = TinyWav2Vec2Bert.Write(folder.Combine("checkpoint"), missing: missing);
        string message = Assert.Throws<ModelFolderException>(() => CheckpointExporter.Export(checkpoint, folder.Combine("out"), ExportOptions.Fp32))!.Message;
        foreach (string name in missing)
            Assert.That(message, Does.Contain(name));
    }
}
