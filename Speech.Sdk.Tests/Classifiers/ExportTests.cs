using System.Text.Json.Nodes;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Whisper;

namespace Speech.Sdk.Tests.Classifiers;

/// <summary>What the exporter makes of a classifier's checkpoint.</summary>
public sealed class ExportTests
{
    private WorkFolder _work = null!;

    [SetUp]
    public void Create() => _work = new WorkFolder();

    [TearDown]
    public void Remove() => _work.Dispose();

    [Test]
    public void Export_Classifier_OneGraphUnderItsRole()
    {
        CheckpointExporter.Export(new TinyClassifier().Write(_work.Combine("checkpoint")), _work.Combine("out"), ExportOptions.Int8);
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(_work.Combine("out/speech.json")))!;
        Assert.That(manifest["graphs"]!.ToJsonString(), Is.EqualTo("""{"classifier":"classifier.onnx"}"""));
        Assert.That((string)manifest["precision"]!, Is.EqualTo("int8"));
        Assert.That(
            Directory.GetFiles(_work.Combine("out")).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "classifier.onnx", "classifier.onnx.data", "config.json", "preprocessor_config.json", "speech.json" }));
    }

    [Test]
    public async Task Export_AllWeightOnTheLastLayer_EqualsTheClassifierWithoutLayerSum()
    {
        LabelProbability[] plain = await Classify("plain", new TinyClassifier());
        LabelProbability[] last = await Classify("last", new TinyClassifier { WeightedLayerSum = true, LayerWeights = [-100, -100, 0] });
        LabelProbability[] mixed = await Classify("mixed", new TinyClassifier { WeightedLayerSum = true });
        Assert.That(last.Select(label => label.Probability), Is.EqualTo(plain.Select(label => label.Probability)).Within(1e-6));
        Assert.That(mixed.Select(label => label.Probability), Is.Not.EqualTo(plain.Select(label => label.Probability)).Within(1e-3));
    }

    [TestCase("int4", "no decoder")]
    [TestCase("compact", "no decoder")]
    public void Export_FourBits_SaysWhatToUse(string precision, string expected)
    {
        ExportOptions options = precision == "int4" ? ExportOptions.Int4 : ExportOptions.Compact;
        string checkpoint = new TinyClassifier().Write(_work.Combine("checkpoint"));
        Assert.That(() => CheckpointExporter.Export(checkpoint, _work.Combine("out"), options), Throws.TypeOf<InvalidOptionException>().With.Message.Contains(expected).And.Message.Contains(precision));
        Assert.That(Directory.Exists(_work.Combine("out")), Is.False);
    }

    [TestCase("id2label", "0 1", "classifier.weight is [3, 6] where config.json asks for [2, 6]")]
    [TestCase("id2label", "0 2 3", "id2label")]
    [TestCase("classifier_proj_size", "wide", "classifier_proj_size is wide")]
    [TestCase("problem_type", "multi_label_classification", "problem_type is multi_label_classification")]
    public void Export_ConfigDoesNotFit_SaysSo(string name, string value, string expected)
    {
        var classifier = new TinyClassifier { Configure = config => config[name] = name == "id2label" ? value.Split(' ').ToDictionary(id => id) : value };
        string checkpoint = classifier.Write(_work.Combine("checkpoint"));
        Assert.That(() => CheckpointExporter.Export(checkpoint, _work.Combine("out"), ExportOptions.Fp32), Throws.TypeOf<ModelFolderException>().With.Message.Contains(expected));
    }

    [Test]
    public void Export_NoLabelNames_ExpectsTransformersTwo()
    {
        var classifier = new TinyClassifier { Configure = config => config.Remove("id2label") };
        Assert.That(
            () => CheckpointExporter.Export(classifier.Write(_work.Combine("three")), _work.Combine("out"), ExportOptions.Fp32),
            Throws.TypeOf<ModelFolderException>().With.Message.Contains("[2, 6]"));
    }

    private async Task<LabelProbability[]> Classify(string name, TinyClassifier classifier)
    {
        CheckpointExporter.Export(classifier.Write(_work.Combine(name)), _work.Combine(name + "-out"), ExportOptions.Fp32);
        using IAudioClassifier loaded = await AudioClassifier.LoadAsync(_work.Combine(name + "-out"), new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu });
        Classification result = await loaded.ClassifyAsync(TinyModel.Tone(0.8));
        return [.. result.Labels.OrderBy(label => label.Label, StringComparer.Ordinal)];
    }
}
