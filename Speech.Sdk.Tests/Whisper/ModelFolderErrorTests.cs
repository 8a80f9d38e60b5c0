namespace Speech.Sdk.Tests.Whisper;

/// <summary>Model folders that are incomplete or do not fit: what the caller is told.</summary>
public sealed class ModelFolderErrorTests
{
    private TinyModel? _model;

    public static IEnumerable<TestCaseData> Cases()
    {
        yield return Case("missing weights", "encoder.onnx.data is missing", folder => File.Delete(Path.Combine(folder, "encoder.onnx.data")));
        yield return Case("truncated graph", "decoder.onnx has 1000 bytes where the manifest says", folder =>
        {
            using FileStream file = File.OpenWrite(Path.Combine(folder, "decoder.onnx"));
            file.SetLength(1000);
        });
        yield return Case("two problems", "merges.txt is missing; vocab.json is missing", folder =>
        {
            File.Delete(Path.Combine(folder, "vocab.json"));
            File.Delete(Path.Combine(folder, "merges.txt"));
        });
        yield return Case("garbage in a graph", "decoder.onnx cannot be loaded", folder =>
        {
            string path = Path.Combine(folder, "decoder.onnx");
            File.WriteAllBytes(path, [.. Enumerable.Repeat((byte)'x', (int)new FileInfo(path).Length)]);
        });
        yield return Case("graphs exchanged", "has no input", folder => Replace(folder, "speech.json", "\"decoder\": \"decoder.onnx\"", "\"decoder\": \"encoder.onnx\""));
        yield return Case("a file twice in the manifest", "is not a manifest", folder => Replace(folder, "speech.json", "\"decoder.onnx\"", "\"encoder.onnx\""));
        yield return Case("format of the future", "formatVersion 7; this version reads 1", folder => Replace(folder, "speech.json", "\"formatVersion\": 1", "\"formatVersion\": 7"));
        yield return Case("manifest cut off", "is not a manifest", folder => File.WriteAllText(Path.Combine(folder, "speech.json"), "{\"formatVersion\": 1"));
        yield return Case("family of the future", "'whisker'", folder => Replace(folder, "speech.json", "\"whisper\"", "\"whisker\""));
        yield return Case("config of another depth", "the decoder has 2 layers, config.json says 3", folder => Replace(folder, "config.json", "\"decoder_layers\":2", "\"decoder_layers\":3"));
        yield return Case("config of another width", "the decoder has 16 values a head, config.json says 32", folder => Replace(folder, "config.json", "\"d_model\":32", "\"d_model\":64"));
        yield return Case("no size at all", "lacks d_model, a number above 0", folder => Replace(folder, "config.json", "\"d_model\":32", "\"d_model\": 0"));
        yield return Case("preprocessor of longer windows", "200 frames a window, config.json 8 and 100", folder => Replace(folder, "preprocessor_config.json", "\"chunk_length\":1", "\"chunk_length\":2"));
        yield return Case("config of another vocabulary", "tokens, config.json says", folder => Replace(folder, "config.json", "\"vocab_size\":1", "\"vocab_size\":2"));
    }

    [SetUp]
    public void Create() => _model = new TinyModel();

    [TearDown]
    public void Remove() => _model?.Dispose();

    [TestCaseSource(nameof(Cases))]
    public async Task Load_BrokenFolder_NamesTheFileAndTheRemedyInOneLine(string expected, Action<string> harm)
    {
        harm(_model!.Folder);
        string message = (await Assert.ThrowsAsync<ModelFolderException>(() => _model.LoadAsync()))!.Message;
        Assert.That(message, Does.Contain(expected).And.Contain(_model.Folder));
        Assert.That(message, Does.Contain("again").Or.Contain("this version knows"));
        Assert.That(message, Does.Not.Contain('\n'));
    }

    [Test]
    public void Load_FolderWithoutGraphs_SaysHowToMakeThem()
    {
        File.Delete(Path.Combine(_model!.Folder, "speech.json"));
        Assert.That(async () => await _model.LoadAsync(), Throws.TypeOf<ModelFolderException>().With.Message.Contains("speech convert"));
    }

    private static TestCaseData Case(string name, string expected, Action<string> harm) => new TestCaseData(expected, harm).SetArgDisplayNames(name);

    private static void Replace(string folder, string file, string old, string replacement)
    {
        string path = Path.Combine(folder, file);
        string text = File.ReadAllText(path);
        Assert.That(text, Does.Contain(old), "the test's own premise");
        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }
}
