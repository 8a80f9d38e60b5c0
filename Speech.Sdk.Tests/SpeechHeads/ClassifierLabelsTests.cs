using Speech.Sdk.Models.Folders;
using Speech.Sdk.Tests.Export;

namespace Speech.Sdk.Tests.SpeechHeads;

public sealed class ClassifierLabelsTests
{
    [TestCase("""{"id2label": {"1": "no", "0": "yes"}, "num_labels": 3}""", "yes no")]
    [TestCase("""{"num_labels": 3}""", "LABEL_0 LABEL_1 LABEL_2")]
    [TestCase("""{"id2label": null}""", "LABEL_0 LABEL_1")]
    [TestCase("{}", "LABEL_0 LABEL_1")]
    public void Read_Config_NamesLabels(string config, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Combine("config.json"), config);
        Assert.That(ClassifierLabels.Read(new ModelFolder(folder.Combine("."), "model", Manifest: null)), Is.EqualTo(expected.Split(' ')));
    }

    [TestCase("""{"id2label": {"1": "one", "2": "two"}}""")]
    [TestCase("""{"id2label": ["one"]}""")]
    [TestCase("""{"num_labels": -1}""")]
    public void Read_NoLabels_SaysWhatIsExpected(string config)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Combine("config.json"), config);
        Assert.That(() => ClassifierLabels.Read(new ModelFolder(folder.Combine("."), "model", Manifest: null)), Throws.TypeOf<ModelFolderException>().With.Message.Contains("0, 1, 2, …").Or.Message.Contains("num_labels"));
    }
}
