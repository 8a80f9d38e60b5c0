using Speech.Sdk.Models.Whisper.Features;

namespace Speech.Sdk.Tests.Features;

public sealed class WhisperFeatureOptionsTests
{
    private string _path = "";

    [SetUp]
    public void CreateFile() => _path = Path.GetTempFileName();

    [TearDown]
    public void DeleteFile() => File.Delete(_path);

    [Test]
    public void Load_LargeV3_ReadsItsValues() =>
        Assert.That(
            Load("""{"feature_size": 128, "n_fft": 400, "hop_length": 160, "chunk_length": 30, "sampling_rate": 16000, "do_normalize": true, "mel_filters": [[0]]}"""),
            Is.EqualTo(new WhisperFeatureOptions { Mels = 128, NormalizeWaveform = true }));

    [Test]
    public void Load_EmptyObject_KeepsDefaults() => Assert.That(Load("{}"), Is.EqualTo(new WhisperFeatureOptions()));

    [TestCase("""{"feature_size": 0, "hop_length": "160"}""", "feature_size is 0", "hop_length is 0")]
    [TestCase("""{"n_fft": 401}""", "n_fft is 401")]
    [TestCase("[]", "JSON Array")]
    [TestCase("{", "cannot be read")]
    public void Load_Broken_NamesTheFileAndEveryProblem(string json, params string[] parts)
    {
        string message = Assert.Throws<ModelFolderException>(() => Load(json))!.Message;

        Assert.That(message, Does.Contain(_path));
        foreach (string part in parts)
            Assert.That(message, Does.Contain(part));
    }

    [Test]
    public void Load_Missing_NamesTheFile() =>
        Assert.That(() => WhisperFeatureOptions.Load("nowhere/preprocessor_config.json"), Throws.InstanceOf<ModelFolderException>().With.Message.Contains("nowhere"));

    private WhisperFeatureOptions Load(string json)
    {
        File.WriteAllText(_path, json);
        return WhisperFeatureOptions.Load(_path);
    }
}
