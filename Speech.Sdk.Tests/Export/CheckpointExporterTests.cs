using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Speech.Sdk.Export;

namespace Speech.Sdk.Tests.Export;

public sealed class CheckpointExporterTests
{
    private TemporaryFolder _folder = null!;

    private string Output => _folder.Combine("out");

    public static IEnumerable<ExportOptions> Presets() => [ExportOptions.Fp32, ExportOptions.Fp16, ExportOptions.Int8, ExportOptions.Int4, ExportOptions.Compact];

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCaseSource(nameof(Presets))]
    public void Export_Twice_GivesTheSameBytes(ExportOptions options)
    {
        string checkpoint = new TinyWhisper().Write(_folder.Combine("checkpoint"));
        CheckpointExporter.Export(checkpoint, Output, options);
        CheckpointExporter.Export(checkpoint, _folder.Combine("again"), options);
        AssertSameFiles(Output, _folder.Combine("again"));
    }

    [Test]
    public void Export_WeightsInAnyForm_GivesTheSameGraphs()
    {
        CheckpointExporter.Export(new TinyWhisper().Write(_folder.Combine("checkpoint")), Output, ExportOptions.Fp32);
        new TinyWhisper().Write(_folder.Combine("bin"), (target, tensors) => PyTorchWriter.Write(Path.Combine(target, "pytorch_model.bin"), tensors));
        // WhisperModel saves its tensors without the prefix "model.".
        new TinyWhisper().Write(_folder.Combine("bare"), (target, tensors) =>
            SafetensorsWriter.Write(Path.Combine(target, "model.safetensors"), tensors.Select(tensor => (tensor.Name["model.".Length..], tensor.Shape, tensor.Values))));
        foreach (string form in (string[])["bin", "bare"])
        {
            CheckpointExporter.Export(_folder.Combine(form), _folder.Combine(form + "-out"), ExportOptions.Fp32);
            foreach (string file in (string[])["encoder.onnx.data", "decoder.onnx.data"])
                Assert.That(File.ReadAllBytes(_folder.Combine($"{form}-out/{file}")), Is.EqualTo(File.ReadAllBytes(Path.Combine(Output, file))), $"{form} {file}");
        }
    }

    [Test]
    public void Export_TeachersAlignmentHeads_KeepsThoseOfItsOwnLayers()
    {
        string checkpoint = new TinyWhisper().Write(_folder.Combine("checkpoint"));
        File.WriteAllText(Path.Combine(checkpoint, "generation_config.json"), """{"alignment_heads": [[1, 1], [7, 0], [25, 3]]}""");
        CheckpointExporter.Export(checkpoint, Output, ExportOptions.Fp32);
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(Path.Combine(Output, "alignment.onnx"));
        Assert.That(session.OutputMetadata["alignment"].Dimensions[1], Is.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Export_OutputLayerOfItsOwn_IsRefusedUnlessItIsTheEmbedding(bool copy)
    {
        string checkpoint = new TinyWhisper().Write(_folder.Combine("checkpoint"), (target, tensors) =>
        {
            (string _, long[] shape, float[] values) = tensors.Single(tensor => tensor.Name == "model.decoder.embed_tokens.weight");
            SafetensorsWriter.Write(Path.Combine(target, "model.safetensors"), [.. tensors, ("proj_out.weight", shape, copy ? values : [.. values.Select(value => value + 1)])]);
        });
        Assert.That(
            () => CheckpointExporter.Export(checkpoint, Output, ExportOptions.Fp32),
            copy ? Throws.Nothing : Throws.TypeOf<ModelFolderException>().With.Message.Contains("proj_out.weight"));
    }

    [TestCase("vocab.json merges.txt added_tokens.json tokenizer.json", false, Description = "the same a second time")]
    [TestCase("vocab.json merges.txt tokenizer.json", true, Description = "the special tokens are in it alone")]
    [TestCase("tokenizer.json", true)]
    public void Export_TokenizerJson_IsCopiedWhereItIsNeeded(string files, bool expected)
    {
        string checkpoint = new TinyWhisper().Write(_folder.Combine("checkpoint"));
        foreach (string file in files.Split(' '))
            File.WriteAllText(Path.Combine(checkpoint, file), "{}");
        CheckpointExporter.Export(checkpoint, Output, ExportOptions.Fp32);
        Assert.That(File.Exists(Path.Combine(Output, "tokenizer.json")), Is.EqualTo(expected));
    }

    [Test]
    public void Export_Manifest_NamesEveryFileWithItsHash()
    {
        string checkpoint = new TinyWhisper().Write(_folder.Combine("checkpoint"));
        File.WriteAllText(Path.Combine(checkpoint, "vocab.json"), "{}");
        File.WriteAllText(Path.Combine(checkpoint, "README.md"), "not a model file");
        CheckpointExporter.Export(checkpoint, Output, ExportOptions.Int8);

        JsonNode manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(Output, "speech.json")))!;
        Assert.That((string)manifest["family"]!, Is.EqualTo("whisper"));
        Assert.That((string)manifest["precision"]!, Is.EqualTo("int8"));
        Assert.That((int)manifest["formatVersion"]!, Is.EqualTo(1));
        Assert.That(manifest["graphs"]!.AsObject().Select(entry => $"{entry.Key} {entry.Value}"), Is.EqualTo(new[] { "encoder encoder.onnx", "decoder decoder.onnx", "alignment alignment.onnx" }));
        Assert.That((string)manifest["source"]!["name"]!, Is.EqualTo("checkpoint"));
        Assert.That((string)manifest["source"]!["files"]!["model.safetensors"]!, Is.EqualTo(Hash(Path.Combine(checkpoint, "model.safetensors"))));
        string[] files = [.. Directory.GetFiles(Output).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        Assert.That(files, Is.EqualTo(new[] { "alignment.onnx", "config.json", "decoder.onnx", "decoder.onnx.data", "encoder.onnx", "encoder.onnx.data", "speech.json", "vocab.json" }));
        foreach (string file in files.Where(file => file != "speech.json"))
        {
            Assert.That((string)manifest["files"]![file]!["sha256"]!, Is.EqualTo(Hash(Path.Combine(Output, file))), file);
            Assert.That((long)manifest["files"]![file]!["bytes"]!, Is.EqualTo(new FileInfo(Path.Combine(Output, file)).Length), file);
        }
    }

    [Test]
    public void Export_Compact_BaseModelFitsIn80Megabytes() =>
        Assert.That(new DirectoryInfo(WhisperBase.Folder(ExportOptions.Compact)).EnumerateFiles().Sum(file => file.Length), Is.LessThan(80_000_000));

    [Test]
    public void Export_MissingTensors_NamesThemAll()
    {
        string[] missing = ["model.encoder.conv2.bias", "model.decoder.layers.1.encoder_attn.q_proj.weight"];
        string checkpoint = new TinyWhisper { Missing = missing }.Write(_folder.Combine("checkpoint"));
        Assert.That(() => CheckpointExporter.Export(checkpoint, Output, ExportOptions.Fp32),
            Throws.TypeOf<ModelFolderException>().With.Message.Contains(missing[0]).And.Message.Contains(missing[1]).And.Message.Contains("2 problem"));
        AssertNothingLeft();
    }

    [TestCase(float.NaN)]
    [TestCase(float.NegativeInfinity)]
    public void Export_WeightIsNoNumber_NamesTheTensor(float value)
    {
        string checkpoint = new TinyWhisper().Write(_folder.Combine("checkpoint"), (target, tensors) =>
        {
            tensors.Single(tensor => tensor.Name == "model.encoder.layers.1.fc1.weight").Values[7] = value;
            SafetensorsWriter.Write(Path.Combine(target, "model.safetensors"), tensors);
        });
        Assert.That(() => CheckpointExporter.Export(checkpoint, Output, ExportOptions.Int8), Throws.TypeOf<ModelFolderException>().With.Message.Contains("encoder.layers.1.fc1.weight"));
        AssertNothingLeft();
    }

    [Test]
    public void Export_FailsInFoldersItMade_LeavesNoneOfThem()
    {
        string checkpoint = new TinyWhisper { Missing = ["model.encoder.conv2.bias"] }.Write(_folder.Combine("checkpoint"));
        Assert.That(() => CheckpointExporter.Export(checkpoint, _folder.Combine("new/deep/out"), ExportOptions.Fp32), Throws.TypeOf<ModelFolderException>());
        AssertNothingLeft();
    }

    [Test]
    public void Export_OtherModelType_NamesTheSupportedOnes()
    {
        string checkpoint = new TinyWhisper { ModelType = "t5" }.Write(_folder.Combine("checkpoint"));
        Assert.That(() => CheckpointExporter.Export(checkpoint, Output, ExportOptions.Fp32), Throws.TypeOf<ModelFolderException>().With.Message.Contains("t5").And.Message.Contains("whisper"));
    }

    [Test]
    public void Export_Cancelled_LeavesNothing()
    {
        string checkpoint = new TinyWhisper().Write(_folder.Combine("checkpoint"));
        using var source = new CancellationTokenSource();
        var progress = new CancelAt(0.5, source);
        Assert.That(() => CheckpointExporter.Export(checkpoint, Output, ExportOptions.Fp32, progress, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(progress.Last, Is.InRange(0.5, 0.99));
        AssertNothingLeft();
    }

    [Test]
    public void Export_OutputInUse_Throws()
    {
        string checkpoint = new TinyWhisper().Write(_folder.Combine("checkpoint"));
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, "mine.txt"), "keep");
        Assert.That(() => CheckpointExporter.Export(checkpoint, Output, ExportOptions.Fp32), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("not empty"));
        Assert.That(Directory.GetFileSystemEntries(Output), Has.Length.EqualTo(1));
    }

    [Test]
    public void Export_OptionsDoNotFit_ListsEveryProblem()
    {
        ExportOptions options = ExportOptions.Fp32 with { Encoder = ExportPrecision.Fp16, BlockSize = 48 };
        Assert.That(() => CheckpointExporter.Export(_folder.Path, Output, options), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("Fp16").And.Message.Contains("48"));
    }

    [TestCase(0, "")]
    [TestCase(2, "does not exist", "nowhere", "out")]
    [TestCase(2, "int7", "checkpoint", "out", "--precision", "int7")]
    [TestCase(2, "BlockSize is 5", "checkpoint", "out", "--precision", "int4", "--block-size", "5")]
    public async Task Command_Arguments_ExitWithOneLine(int code, string message, params string[] arguments)
    {
        new TinyWhisper().Write(_folder.Combine("checkpoint"));
        string[] given = arguments.Length == 0 ? ["checkpoint", "out", "--precision", "compact"] : arguments;
        using var errors = new StringWriter();
        Assert.That(await ExportCommand.RunAsync([.. given.Select((argument, i) => i < 2 ? _folder.Combine(argument) : argument)], errors), Is.EqualTo(code));
        Assert.That(errors.ToString(), Does.Contain(message));
        Assert.That(errors.ToString().Count(letter => letter == '\n'), Is.EqualTo(code == 0 ? 0 : 1));
        Assert.That(File.Exists(Path.Combine(Output, "speech.json")), Is.EqualTo(code == 0));
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private static void AssertSameFiles(string first, string second)
    {
        string[] names = [.. Directory.GetFiles(first).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        Assert.That(Directory.GetFiles(second).Select(Path.GetFileName), Is.EquivalentTo(names));
        foreach (string name in names)
            Assert.That(File.ReadAllBytes(Path.Combine(second, name)), Is.EqualTo(File.ReadAllBytes(Path.Combine(first, name))), name);
    }

    private void AssertNothingLeft() => Assert.That(Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName), Is.EqualTo(new[] { "checkpoint" }));

    private sealed class CancelAt(double fraction, CancellationTokenSource source) : IProgress<ExportProgress>
    {
        public double Last { get; private set; }

        public void Report(ExportProgress value)
        {
            Last = value.Fraction;
            if (value.Fraction >= fraction)
                source.Cancel();
        }
    }
}
