using System.Text;
using Speech.Sdk.Export;
using Speech.Sdk.Models.Hub;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Hub;

public sealed class RepositoryFilesTests
{
    private const string Manifest = """{ "files": { "config.json": {}, "encoder.onnx": {}, "encoder.data": {}, "adapter.eng.safetensors": {} } }""";
    private const string Index = """{ "weight_map": { "a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors" } }""";

    [TestCase("config.json vocab.json model.safetensors pytorch_model.bin tf_model.h5 flax_model.msgpack README.md", "config.json vocab.json model.safetensors", Description = "safetensors before PyTorch")]
    [TestCase("config.json vocab.json pytorch_model.bin training_args.bin", "config.json vocab.json pytorch_model.bin")]
    [TestCase("config.json model.safetensors.index.json model-00001-of-00002.safetensors model-00002-of-00002.safetensors model.fp32-00001-of-00002.safetensors model.safetensors.index.fp32.json", "config.json model.safetensors.index.json model-00001-of-00002.safetensors model-00002-of-00002.safetensors", Description = "shards that the index names")]
    [TestCase("config.json vocab.json model.safetensors language_model/lm.binary language_model/unigrams.txt", "config.json vocab.json language_model/lm.binary language_model/unigrams.txt model.safetensors")]
    [TestCase("config.json vocab.json model.safetensors adapter.deu.safetensors adapter.deu.bin adapter.fra.bin adapter.eng.bin", "config.json vocab.json adapter.deu.safetensors adapter.fra.bin model.safetensors", Description = "languages that are asked for")]
    [TestCase("config.json vocab.json model.safetensors onnx/model.onnx", "config.json vocab.json model.safetensors", Description = "weights before graphs")]
    [TestCase("config.json vocab.json onnx/model.onnx onnx/model.onnx_data onnx/model_fp16.onnx onnx/model_q4.onnx", "config.json vocab.json onnx/model.onnx onnx/model.onnx_data")]
    [TestCase("config.json onnx/encoder_model.onnx onnx/encoder_model_q4.onnx onnx/decoder_model_merged.onnx onnx/decoder_model_merged_q4.onnx", "config.json onnx/decoder_model_merged.onnx onnx/encoder_model.onnx")]
    [TestCase("config.json speech.json encoder.onnx encoder.data adapter.eng.safetensors language_model/lm.arpa model.safetensors samples/a.wav README.md .gitattributes", "config.json speech.json language_model/lm.arpa adapter.eng.safetensors encoder.data encoder.onnx", Description = "what the manifest of our exporter names, and a language model beside it")]
    public void Needed_Repository_WhatLoadersAndExporterRead(string all, string expected)
    {
        RepositoryFiles files = new(all.Split(' '));
        IReadOnlyList<string> needed = files.Needed(canConvert: true, all.Contains("adapter.deu", StringComparison.Ordinal) ? ["deu", "fra"] : [], path => path.EndsWith("index.json", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(Index) : path == "speech.json" ? Encoding.UTF8.GetBytes(Manifest) : null);
        Assert.That(needed, Is.EquivalentTo(expected.Split(' ')));
        Assert.That(needed.Select(RepositoryFiles.Rank), Is.Ordered, "what belongs to weights and graphs comes before them");
    }

    [Test]
    public void Needed_NoConverter_GraphsBesideWeights()
    {
        RepositoryFiles files = new(["config.json", "vocab.json", "model.safetensors", "onnx/model.onnx"]);
        Assert.That(files.Needed(canConvert: false, [], _ => null), Is.EqualTo(new[] { "config.json", "vocab.json", "onnx/model.onnx" }));
    }

    [TestCase("speech.json encoder.onnx", false)]
    [TestCase("speech.json encoder.onnx encoder.data config.json", true)]
    [TestCase("speech.json", false)]
    public void LooksWhole_ExportedFolder_WhatItsManifestNames(string here, bool expected)
    {
        byte[] manifest = """{ "files": { "encoder.onnx": {}, "encoder.data": {}, "config.json": {} } }"""u8.ToArray();
        Assert.That(new RepositoryFiles(here.Split(' ')).LooksWhole(canConvert: false, [], _ => manifest), Is.EqualTo(expected));
    }

    [TestCase("adapter.deu.safetensors", 1)]
    [TestCase("onnx/model.onnx_data", 1)]
    [TestCase("ctc.data", 1)]
    [TestCase("onnx/model.onnx", 2)]
    [TestCase("pytorch_model.bin", 2)]
    [TestCase("language_model/lm.binary", 0)]
    [TestCase("config.json", 0)]
    public void Rank_File_GraphsAndWeightsLast(string path, int expected) => Assert.That(RepositoryFiles.Rank(path), Is.EqualTo(expected));

    [TestCase("kyutai/stt-moshi", "mimi-pytorch-tiny@0.safetensors")]
    [TestCase("kyutai/stt-moshi", "tokenizer_tiny_480.model")]
    [TestCase("kyutai/stt-moshi", "mimi_config.json")]
    [TestCase("ctc/wav2vec2-mms", "vocab.json")]
    [TestCase("whisper/tiny-random-v3", "generation_config.json")]
    public void Needed_Fixture_HasIt(string fixture, string expected)
    {
        string folder = Shared.Path("fixtures/" + fixture);
        RepositoryFiles files = new(Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!));
        byte[]? Read(string path) => File.Exists(Path.Combine(folder, path)) ? File.ReadAllBytes(Path.Combine(folder, path)) : null;
        IReadOnlyList<string> needed = files.Needed(canConvert: true, [], Read);
        Assert.That(needed, Has.Member(expected).And.None.StartsWith("golden"));
        Assert.That(new RepositoryFiles(needed).LooksWhole(canConvert: true, [], Read), Is.True);
        Assert.That(new RepositoryFiles(needed.Where(path => !path.EndsWith("model.safetensors", StringComparison.Ordinal))).LooksWhole(canConvert: true, [], Read), Is.False);
    }

    [Test]
    public void Companions_AllThatTheExporterCopiesOrReads_Downloaded()
    {
        string[] onlyRead = ["processor_config.json", "tokenizer.json", "tokenizer.model"];
        Assert.That(RepositoryFiles.Companions, Is.EquivalentTo(CheckpointExporter.CompanionFiles.Concat(onlyRead)));
    }

    [TestCase("openai/whisper-small", "openai/whisper-small", "main")]
    [TestCase("openai/whisper-small@v1.0", "openai/whisper-small", "v1.0")]
    [TestCase("openai/whisper-small@refs/pr/3", "openai/whisper-small", "refs/pr/3")]
    [TestCase("distil-whisper/distil-large-v3.5", "distil-whisper/distil-large-v3.5", "main")]
    [TestCase("whisper-small", null, null)]
    [TestCase("./models/whisper", null, null)]
    [TestCase("/models/whisper", null, null)]
    [TestCase("a/b/c", null, null)]
    [TestCase("a\\b", null, null)]
    [TestCase("../x", null, null)]
    [TestCase("a/b@../../x", null, null)]
    [TestCase("a/b@", null, null)]
    public void Parse_Text_RepositoryAndRevision(string text, string? repository, string? revision)
    {
        HubId? id = HubId.Parse(text, null);
        Assert.That((id?.Repository, id?.Revision), Is.EqualTo((repository, revision)));
    }
}
