using System.Text.Json.Nodes;
using Speech.Sdk.Models.Conversion;
using Speech.Sdk.Export;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Tests.Export;

namespace Speech.Sdk.Tests.Wav2Vec2;

/// <summary>The n-gram model in a subfolder, with which a CTC checkpoint may be published.</summary>
public sealed class LanguageModelFolderTests
{
    private TemporaryFolder _work = null!;
    private string _checkpoint = null!;

    [SetUp]
    public void Create()
    {
        _work = new TemporaryFolder();
        _checkpoint = new TinyWav2Vec2().Write(_work.Combine("checkpoint"));
        Directory.CreateDirectory(Path.Combine(_checkpoint, "language_model"));
        File.WriteAllText(Path.Combine(_checkpoint, "language_model/unigrams.txt"), "one\ntwo\n");
        File.WriteAllText(Path.Combine(_checkpoint, "alphabet.json"), "{}");
    }

    [TearDown]
    public void Remove() => _work.Dispose();

    [Test]
    public void Export_LanguageModel_GoesAlongAndIsChecked()
    {
        string model = _work.Combine("model");
        CheckpointExporter.Export(_checkpoint, model, ExportOptions.Fp32);
        JsonNode files = JsonNode.Parse(File.ReadAllText(Path.Combine(model, "speech.json")))!["files"]!;
        Assert.That((int)files["language_model/unigrams.txt"]!["bytes"]!, Is.EqualTo(8));
        Assert.That(File.Exists(Path.Combine(model, "alphabet.json")), Is.True);
        Assert.That(() => ModelFolder.Open(model, "model"), Throws.Nothing);
        File.Delete(Path.Combine(model, "language_model/unigrams.txt"));
        Assert.That(() => ModelFolder.Open(model, "model"), Throws.TypeOf<ModelFolderException>().With.Message.Contains("language_model/unigrams.txt is missing"));
    }

    [Test]
    public void Key_LanguageModelChanges_AnotherKey()
    {
        string before = CheckpointIdentity.OfFolder(_checkpoint);
        File.WriteAllText(Path.Combine(_checkpoint, "language_model/unigrams.txt"), "one\n");
        Assert.That(CheckpointIdentity.OfFolder(_checkpoint), Is.Not.EqualTo(before));
    }
}
