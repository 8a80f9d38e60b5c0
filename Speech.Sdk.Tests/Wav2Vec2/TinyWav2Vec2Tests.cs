using Speech.Sdk.Export;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Wav2Vec2;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Wav2Vec2;

/// <summary>What a clone alone can prove of the exported graphs.</summary>
public sealed class TinyWav2Vec2Tests
{
    private TemporaryFolder _work = null!;

    [SetUp]
    public void Create() => _work = new TemporaryFolder();

    [TearDown]
    public void Remove() => _work.Dispose();

    // The samples make odd frame counts at the strided layers, where the reference's padding leaks into the last frame.
    [TestCase("Wav2Vec2ForCTC", false)]
    [TestCase("Wav2Vec2ForCTC", true)]
    [TestCase("Wav2Vec2ForSequenceClassification", false)]
    [TestCase("Wav2Vec2ForAudioFrameClassification", false)]
    [TestCase("Wav2Vec2ForXVector", false)]
    public void RunPadded_ClipsOfManyLengths_EachAsIfItWereAlone(string architecture, bool lengthAdapter)
    {
        using var model = new ExportedSpeechModel(new TinyWav2Vec2 { Architecture = architecture, LengthAdapter = lengthAdapter }.Write(_work.Combine("checkpoint")));
        float[][] clips = [.. ((int[])[1480, 400, 2011, 777]).Select(Clip)];
        ExportedSpeechModel.Output batch = model.RunPadded(clips);
        for (int i = 0; i < clips.Length; i++)
        {
            ExportedSpeechModel.Output alone = model.Run(clips[i]);
            int? frames = alone.Shape.Length == 3 ? alone.Shape[1] : null;
            Assert.That(batch.Row(i, frames), Is.EqualTo(alone.Values).Within(1e-5), $"clip {i}");
        }
    }

    [TestCase("fp16", 0.02)]
    [TestCase("int8", 0.1)]
    public void Export_SmallerPrecision_NearTheFloats(string precision, double tolerance)
    {
        string checkpoint = new TinyWav2Vec2().Write(_work.Combine("checkpoint"));
        using var floats = new ExportedSpeechModel(checkpoint);
        using var small = new ExportedSpeechModel(checkpoint, precision == "fp16" ? ExportOptions.Fp16 : ExportOptions.Int8);
        float[][] clips = [Clip(1480), Clip(2011)];
        float[] expected = floats.RunPadded(clips).Row(1);
        Assert.That(small.RunPadded(clips).Row(1), Is.EqualTo(expected).Within(tolerance));
        Assert.That(small.Run(clips[1]).Values, Is.EqualTo(expected).Within(tolerance));
        Assert.That(expected.Max() - expected.Min(), Is.GreaterThan(20 * tolerance));
    }

    [Test]
    public void Export_NormalisedOverTime_HearsNoLoudnessAndIsNeverPadded()
    {
        string checkpoint = new TinyWav2Vec2 { Configure = config => (config["feat_extract_norm"], config["do_stable_layer_norm"]) = ("group", false) }.Write(_work.Combine("checkpoint"));
        using var model = new ExportedSpeechModel(checkpoint);
        Assert.That(model.Graphs.Keys, Is.EqualTo(new[] { "ctc" }));
        float[] loud = model.Run([.. Clip(1480).Select(sample => sample * 3)]).Values;
        Assert.That(model.Run(Clip(1480)).Values, Is.EqualTo(loud).Within(1e-3));
        Assert.That(loud.Max() - loud.Min(), Is.GreaterThan(0.1));
    }

    [TestCase(ExportPrecision.Fp32)]
    [TestCase(ExportPrecision.Fp16)]
    [TestCase(ExportPrecision.Int8)]
    public void Export_Languages_AFileEachAndOneGraph(ExportPrecision precision)
    {
        string checkpoint = new TinyWav2Vec2 { LanguageAdapter = true }.Write(_work.Combine("checkpoint"));
        TinyWav2Vec2.WriteLanguage(checkpoint, "deu", symbols: 9);
        File.WriteAllText(Path.Combine(checkpoint, "tokenizer_config.json"), """{"target_lang": "eng"}""");
        using var model = new ExportedSpeechModel(checkpoint, ExportOptions.For(precision));
        Assert.That(model.Graphs.Keys, Is.EqualTo(new[] { "ctc", "ctc-padded" }));
        foreach ((string language, int symbols) in (ReadOnlySpan<(string, int)>)[("eng", 7), ("deu", 9)])
        {
            model.Language = new GoldenTensors(Path.Combine(model.Folder, $"adapter.{language}.safetensors"));
            Assert.That(model.Run(Clip(777)).Shape, Is.EqualTo(new[] { 1, 38, symbols }), language);
        }
    }

    [Test]
    public void Export_LanguageFileOfAnotherModel_NamesIt()
    {
        string checkpoint = new TinyWav2Vec2 { LanguageAdapter = true }.Write(_work.Combine("checkpoint"));
        SafetensorsWriter.Write(Path.Combine(checkpoint, "adapter.deu.safetensors"), [("lm_head.bias", [3], new float[3])]);
        Assert.That(() => Export(checkpoint), Throws.TypeOf<ModelFolderException>().With.Message.Contains("lm_head.weight is missing").And.Message.Contains("adapter.deu.safetensors"));
    }

    [TestCase("hidden_act", "mish", "hidden_act is mish; supported: gelu")]
    [TestCase("feat_extract_activation", "relu", "feat_extract_activation is relu; supported: gelu")]
    [TestCase("feat_extract_norm", "batch", "feat_extract_norm is batch; supported: group, layer")]
    [TestCase("num_attention_heads", 3, "hidden_size 16 is not divisible by num_attention_heads 3")]
    [TestCase("num_conv_pos_embedding_groups", 5, "num_conv_pos_embedding_groups 5")]
    [TestCase("conv_kernel", new[] { 10, 3 }, "have 3, 2 and 3 entries")]
    [TestCase("hidden_size", 0, "hidden_size is 0")]
    [TestCase("architectures", new[] { "Wav2Vec2ForPreTraining" }, "Wav2Vec2ForPreTraining, which has no head")]
    [TestCase("intermediate_size", 25, "intermediate_dense.weight is [24, 16] where config.json asks for [25, 16]")]
    [TestCase("num_labels", 3, "classifier.weight is [2, 5] where config.json asks for [3, 5]")]
    [TestCase("adapter_attn_dim", 4, "lm_head")]
    public void Export_ConfigDoesNotFit_SaysSo(string field, object value, string expected)
    {
        string checkpoint = new TinyWav2Vec2 { Configure = config => config[field] = value, Architecture = "Wav2Vec2ForSequenceClassification" }.Write(_work.Combine("checkpoint"));
        expected = field == "adapter_attn_dim" ? "adapter_attn_dim goes with a CTC model only" : expected;
        Assert.That(() => Export(checkpoint), Throws.TypeOf<ModelFolderException>().With.Message.Contains(expected));
    }

    [Test]
    public void Export_SeveralProblems_OneMessageNamesThemAll()
    {
        string checkpoint = new TinyWav2Vec2 { Configure = config => (config["hidden_act"], config["conv_bias"], config["vocab_size"]) = ("mish", "yes", -1) }.Write(_work.Combine("checkpoint"));
        Assert.That(() => Export(checkpoint), Throws.TypeOf<ModelFolderException>().With.Message.Contains("mish").And.Message.Contains("conv_bias is yes").And.Message.Contains("vocab_size is -1"));
    }

    [TestCase(null, 8000)]
    [TestCase("""{"sampling_rate": 4000}""", 4000)]
    public void Export_ProcessorInOneFile_IsReadWhereTheExtractorHasNoneOfItsOwn(string? extractor, int rate)
    {
        string checkpoint = new TinyWav2Vec2().Write(_work.Combine("checkpoint"));
        File.WriteAllText(Path.Combine(checkpoint, "processor_config.json"), """{"feature_extractor": {"do_normalize": false, "sampling_rate": 8000}, "processor_class": "Wav2Vec2Processor"}""");
        if (extractor is not null)
            File.WriteAllText(Path.Combine(checkpoint, "preprocessor_config.json"), extractor);
        Export(checkpoint);
        Assert.That(new Wav2Vec2FrontEnd(ModelFolder.Open(_work.Combine("out"), "model")).SampleRate, Is.EqualTo(rate));
    }

    [TestCase("int4")]
    [TestCase("compact")]
    public void Export_FourBits_SaysWhatToUse(string precision)
    {
        string checkpoint = new TinyWav2Vec2().Write(_work.Combine("checkpoint"));
        ExportOptions options = precision == "int4" ? ExportOptions.Int4 : ExportOptions.Compact;
        Assert.That(() => CheckpointExporter.Export(checkpoint, _work.Combine("out"), options), Throws.TypeOf<InvalidOptionException>().With.Message.Contains(precision).And.Message.Contains("int8"));
    }

    private void Export(string checkpoint) => CheckpointExporter.Export(checkpoint, _work.Combine("out"), ExportOptions.Fp32);

    private static float[] Clip(int samples)
    {
        var random = new Random(samples);
        return [.. Enumerable.Range(0, samples).Select(_ => (random.NextSingle() - 0.5f) * 4)];
    }
}
