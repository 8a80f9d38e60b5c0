using System.Text.Json;
using System.Text.Json.Nodes;
using Speech.Sdk.Export;
using Speech.Sdk.Export.Onnx;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Tests.Export;

namespace Speech.Sdk.Tests.KyutaiStt.Export;

/// <summary>Checkpoint folders of either layout to model folders.</summary>
public sealed class KyutaiExportTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public void Export_EitherLayout_GivesOneFamilyAndItsGraphs(bool original)
    {
        string checkpoint = original ? TinyKyutai.WriteOriginal(_folder.Combine("in")) : TinyKyutai.WriteTransformers(_folder.Combine("in"));
        CheckpointExporter.Export(checkpoint, _folder.Combine("out"), ExportOptions.Int8);
        ModelManifest manifest = ModelManifest.Read(_folder.Combine("out/speech.json"));
        Assert.That(manifest.Family, Is.EqualTo("kyutai-stt"));
        Assert.That(manifest.Graphs.Keys, Is.EquivalentTo(new[] { "codec-step", "codec", "text-step" }));
        foreach (string file in manifest.Graphs.Values)
            Assert.That(_folder.Combine("out/" + file), Does.Exist);
    }

    [Test]
    public void Export_Original_KeepsNamedFilesAndHashesBothWeights()
    {
        CheckpointExporter.Export(TinyKyutai.WriteOriginal(_folder.Combine("in")), _folder.Combine("out"), ExportOptions.Fp32);
        foreach (string file in (string[])["config.json", "mimi.json", "words_300.model"])
            Assert.That(File.ReadAllBytes(_folder.Combine("out/" + file)), Is.EqualTo(File.ReadAllBytes(_folder.Combine("in/" + file))), file);
        JsonNode sources = JsonNode.Parse(File.ReadAllText(_folder.Combine("out/speech.json")))!["source"]!["files"]!;
        Assert.That(sources.AsObject().Select(file => file.Key), Is.EquivalentTo(new[] { "model.safetensors", "mimi@1.safetensors" }));
        Assert.That(sources.AsObject().Select(file => (string)file.Value!), Is.All.Match("^[0-9a-f]{64}$"));
    }

    [Test]
    public void Export_OriginalWithWeightsOfAnotherName_TakesThese()
    {
        JsonObject config = TinyKyutai.OriginalConfig();
        config["moshi_name"] = "model@2.safetensors";
        TinyKyutai.WriteOriginal(_folder.Combine("in"), config);
        File.Move(_folder.Combine("in/model.safetensors"), _folder.Combine("in/model@2.safetensors"));
        Assert.That(() => CheckpointExporter.Export(_folder.Combine("in"), _folder.Combine("out"), ExportOptions.Fp32), Throws.Nothing);
    }

    [Test]
    public void Export_Shards_EqualTheirWhole()
    {
        CheckpointExporter.Export(TinyKyutai.WriteTransformers(_folder.Combine("whole")), _folder.Combine("expected"), ExportOptions.Fp32);
        TinyKyutai.WriteTransformers(_folder.Combine("shards"));
        File.Delete(_folder.Combine("shards/model.safetensors"));
        using (var checkpoint = Speech.Sdk.Export.Checkpoints.Checkpoint.Open(_folder.Combine("whole")))
        {
            var header = JsonNode.Parse(Header(_folder.Combine("whole/model.safetensors")))!.AsObject();
            Dictionary<string, string> map = [];
            foreach (IGrouping<int, string> part in header.Select(entry => entry.Key).GroupBy(name => name.Length % 2))
            {
                string file = $"model-0000{part.Key + 1}-of-00002.safetensors";
                SafetensorsWriter.Write(_folder.Combine("shards/" + file), part.Select(name => (name, checkpoint[name].Shape, checkpoint[name].ReadFloats())));
                foreach (string name in part)
                    map[name] = file;
            }

            File.WriteAllText(_folder.Combine("shards/model.safetensors.index.json"), JsonSerializer.Serialize(new { weight_map = map }));
        }

        CheckpointExporter.Export(_folder.Combine("shards"), _folder.Combine("actual"), ExportOptions.Fp32);
        foreach (string file in (string[])["text-step.data", "text-step.onnx", "codec.data"])
            Assert.That(File.ReadAllBytes(_folder.Combine("actual/" + file)), Is.EqualTo(File.ReadAllBytes(_folder.Combine("expected/" + file))), file);
    }

    [TestCase("mimi@1.safetensors")]
    [TestCase("words_300.model")]
    [TestCase("mimi.json")]
    public void Export_NamedFileIsMissing_SaysWhich(string file)
    {
        TinyKyutai.WriteOriginal(_folder.Combine("in"));
        File.Delete(_folder.Combine("in/" + file));
        Refuses(file, "download it");
    }

    [TestCase("preprocessor_config.json", "has no preprocessor_config.json")]
    [TestCase("tokenizer.model", "has no tokenizer.model or tokenizer.json")]
    public void Export_TransformersFileIsMissing_SaysWhich(string file, string problem)
    {
        TinyKyutai.WriteTransformers(_folder.Combine("in"));
        File.Delete(_folder.Combine("in/" + file));
        Refuses(problem, "download it");
    }

    [Test]
    public void Export_FolderOfTransformers5_TakesThePartOfItsProcessor()
    {
        TinyKyutai.WriteTransformers(_folder.Combine("in"));
        string extractor = File.ReadAllText(_folder.Combine("in/preprocessor_config.json"));
        File.Delete(_folder.Combine("in/preprocessor_config.json"));
        File.WriteAllText(_folder.Combine("in/processor_config.json"), $$"""{"feature_extractor": {{extractor}}, "processor_class": "KyutaiSpeechToTextProcessor"}""");
        CheckpointExporter.Export(_folder.Combine("in"), _folder.Combine("out"), ExportOptions.Fp32);
        Assert.That(File.ReadAllText(_folder.Combine("out/preprocessor_config.json")), Is.EqualTo(extractor));
    }

    // moshi's norms of either name have each their own.
    [TestCase("rms_norm_f32", 1e-8)]
    [TestCase("rms_norm", 1e-5)]
    public void Export_Norm_HasTheEpsilonOfItsName(string norm, double epsilon)
    {
        JsonObject config = TinyKyutai.OriginalConfig();
        config["norm"] = norm;
        CheckpointExporter.Export(TinyKyutai.WriteOriginal(_folder.Combine("in"), config), _folder.Combine("out"), ExportOptions.Fp32);
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(_folder.Combine("out/text-step.onnx")));
        float[] written = [.. model.Graph.Node.SelectMany(node => node.Attribute).Where(attribute => attribute.Name == "epsilon").Select(attribute => attribute.F)];
        Assert.That(written, Has.Length.EqualTo((2 * TinyKyutai.Layers) + 1).And.All.EqualTo((float)epsilon));
    }

    [TestCase("preprocessor_config.json", "[]", "audio_delay_seconds is missing")]
    [TestCase("preprocessor_config.json", """{"audio_delay_seconds": 2.5}""", "audio_silence_prefix_seconds is missing")]
    [TestCase("preprocessor_config.json", """{"audio_delay_seconds": "2.5", "audio_silence_prefix_seconds": 1}""", "audio_delay_seconds is 2.5")]
    [TestCase("processor_config.json", """{"processor_class": "KyutaiSpeechToTextProcessor"}""", "feature_extractor.audio_delay_seconds is missing")]
    [TestCase("processor_config.json", """{"feature_extractor": {"audio_silence_prefix_seconds": 1}}""", "feature_extractor.audio_delay_seconds is missing")]
    [TestCase("processor_config.json", """{"feature_extractor": 7}""", "feature_extractor is 7, expected an object")]
    public void Export_TransformersFileSaysNoDelay_IsRefused(string file, string json, string problem)
    {
        TinyKyutai.WriteTransformers(_folder.Combine("in"));
        File.Delete(_folder.Combine("in/preprocessor_config.json"));
        File.WriteAllText(_folder.Combine("in/" + file), json);
        Refuses(file, problem);
    }

    // Tables of published values know no other vocabulary.
    [TestCase(null, "stt_config.audio_delay_seconds is missing", "stt_config.audio_silence_prefix_seconds is missing")]
    [TestCase("{}", "stt_config.audio_delay_seconds is missing", "stt_config.audio_silence_prefix_seconds is missing")]
    [TestCase("7", "stt_config is 7")]
    [TestCase("""{"audio_delay_seconds": 61, "audio_silence_prefix_seconds": 0}""", "stt_config.audio_delay_seconds is 61")]
    public void Export_OriginalSaysNoDelay_IsRefused(string? json, params string[] problems)
    {
        JsonObject config = TinyKyutai.OriginalConfig();
        config["stt_config"] = json is null ? null : JsonNode.Parse(json);
        TinyKyutai.WriteOriginal(_folder.Combine("in"), config);
        Refuses(problems);
    }

    [Test]
    public void Export_FileOutsideTheFolder_IsRefused()
    {
        JsonObject config = TinyKyutai.OriginalConfig();
        config["mimi_name"] = "../mimi@1.safetensors";
        TinyKyutai.WriteOriginal(_folder.Combine("in"), config);
        Refuses("../mimi@1.safetensors");
    }

    [Test]
    public void Export_BadOriginalConfiguration_NamesEveryProblem()
    {
        TinyKyutai.WriteOriginal(_folder.Combine("in"));
        File.WriteAllText(_folder.Combine("in/config.json"), """
            {
                "model_type": "stt", "dim": 100, "num_heads": 3, "gating": "gelu", "norm": "layer_norm", "positional_embedding": "sin", "causal": false,
                "dep_q": 8, "delays": [0, 1], "context": 1, "layer_scale": 0.1, "cross_attention": true, "n_q": 0
            }
            """);
        Refuses("dim 100", "gating", "norm", "positional_embedding", "causal", "dep_q", "delays", "window of 1", "layer_scale", "cross_attention", "n_q", "mimi_name", "tokenizer_name");
    }

    [Test]
    public void Export_BadTransformersConfiguration_NamesEveryProblem()
    {
        JsonObject config = TinyKyutai.TransformersConfig();
        foreach ((string name, JsonNode value) in (ReadOnlySpan<(string, JsonNode)>)[("hidden_act", "gelu"), ("ffn_dim", 99), ("num_key_value_heads", 2), ("audio_pad_token_id", 7), ("tie_word_embeddings", true), ("head_dim", 63)])
            config[name] = value;
        TinyKyutai.WriteTransformers(_folder.Combine("in"), config);
        Refuses("hidden_act", "ffn_dim 99", "3 attention heads", "audio_pad_token_id is 7", "tie_word_embeddings", "a head has 63");
    }

    [Test]
    public void Export_TransformersWithAnotherSilentRow_TakesIt()
    {
        JsonObject config = TinyKyutai.TransformersConfig();
        config["audio_pad_token_id"] = TinyKyutai.SilentRow - 1;
        TinyKyutai.WriteTransformers(_folder.Combine("in"), config);
        Assert.That(() => CheckpointExporter.Export(_folder.Combine("in"), _folder.Combine("out"), ExportOptions.Fp32), Throws.Nothing);
    }

    [TestCase("[]", "no JSON object")]
    [TestCase("""{"transformer": 7}""", "transformer is 7")]
    [TestCase("""{"seanet": null}""", "do not fit")]
    public void Export_CodecsConfigurationIsOfAnotherForm_SaysSo(string json, string problem)
    {
        TinyKyutai.WriteOriginal(_folder.Combine("in"));
        File.WriteAllText(_folder.Combine("in/mimi.json"), json);
        Refuses("mimi", problem);
    }

    [Test]
    public void Export_OtherSizesThanTheWeights_NamesTensors()
    {
        JsonObject config = TinyKyutai.TransformersConfig();
        config["num_hidden_layers"] = 3;
        TinyKyutai.WriteTransformers(_folder.Combine("in"), config);
        Refuses("model.layers.2.self_attn.q_proj.linear.weight is missing");
    }

    private void Refuses(params ReadOnlySpan<string> words)
    {
        string message = Assert.Throws<ModelFolderException>(() => CheckpointExporter.Export(_folder.Combine("in"), _folder.Combine("out"), ExportOptions.Fp32))!.Message;
        foreach (string word in words)
            Assert.That(message, Does.Contain(word));
        Assert.That(_folder.Combine("out"), Does.Not.Exist);
    }

    private static ReadOnlySpan<byte> Header(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        return file.AsSpan(8, (int)BitConverter.ToUInt64(file));
    }
}
