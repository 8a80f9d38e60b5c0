using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Hub;

/// <summary>From a repository's name to a model that runs.</summary>
public sealed class LoadTests
{
    private const string Commit = HubBench.Commit;

    private readonly HubServer _server = new();
    private readonly TemporaryFolder _folder = new();

    private HubOptions Options => new() { Endpoint = _server.Address, CacheFolder = _folder["hub"], ConvertedFolder = _folder["converted"], Variable = _ => null };

    [OneTimeTearDown]
    public void Close()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task LoadAsync_Checkpoint_DownloadedAndConvertedOnce()
    {
        _server.Add("org/digits", Commit, Shared.Path("models/xls-r-digits"));
        RecognizerOptions options = new() { Hub = Options with { Converter = new CheckpointConverter(), Precision = ModelPrecision.Int8 } };
        for (int i = 0; i < 2; i++)
        {
            using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync("org/digits", options);
            Assert.That((recognizer.Info.Family, recognizer.Info.Precision, recognizer.Info.Model), Is.EqualTo(("wav2vec2", "int8", "org/digits")));
            Transcript transcript = await recognizer.TranscribeAsync(AudioSource.FromSamples(new float[16_000], 16_000));
            Assert.That(transcript.Duration, Is.EqualTo(TimeSpan.FromSeconds(1)));
        }

        string[] made = Directory.GetDirectories(_folder["converted/models"], "org--digits-*");
        Assert.That(made.Select(Path.GetFileName), Has.One.StartsWith($"org--digits-{Commit[..12]}-int8-").And.Exactly(1).Items);

        // Who has no converter finds what one who has made.
        int before = _server.Requests.Count;
        using (await SpeechRecognizer.LoadAsync("org/digits", new() { Hub = Options with { Precision = ModelPrecision.Int8 } }))
            Assert.That(_server.Requests, Has.Count.EqualTo(before));
        using (ISpeechRecognizer byFolder = await SpeechRecognizer.LoadAsync(made[0], new() { Hub = Options }))
            Assert.That(byFolder.Info.Model, Is.EqualTo("org/digits"), "the command line loads what was converted by its folder");
        LocalModel local = ModelHub.Find("org/digits", Options);
        Assert.That((Path.GetFileName(local.Folder), string.Join(' ', local.Converted)), Is.EqualTo((Commit, "Int8")));
    }

    [Test]
    public void LoadAsync_CheckpointWithoutConverter_NamesThePackageBeforeDownloading()
    {
        _server.Add("org/w2v", Commit, Shared.Path("fixtures/ctc/wav2vec2-xlsr"));
        Assert.That(() => SpeechRecognizer.LoadAsync("org/w2v", new() { Hub = Options }), Throws.TypeOf<ModelFolderException>().With.Message.Contains("Speech.Sdk.Export").And.Message.Contains("speech pull org/w2v"));
        Assert.That(_server.Requests.Any(request => request.Path.StartsWith("/org/w2v/", StringComparison.Ordinal)), Is.False);
    }

    [Test]
    public async Task LoadAsync_GraphsOfAnotherExporter_NoConverterNeeded()
    {
        _server.Add("org/foreign", Commit, Shared.Path("fixtures/ctc/foreign-onnx-wav2vec2"));
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync("org/foreign", new() { Hub = Options });
        Assert.That((recognizer.Info.Family, recognizer.Info.Model), Is.EqualTo(("wav2vec2", "org/foreign")));
        Assert.That((await ModelHub.PullAsync(ModelHub.Find("org/foreign", Options).Folder!, Options)).Name, Is.EqualTo("org/foreign"));
    }

    [Test]
    public async Task List_CacheOfSeveralKinds_NamesWhatLoadsWithoutADownload()
    {
        Assert.That(ModelHub.List(Options), Is.Empty, "there is no cache yet");
        _server.Add("org/digits", Commit, Shared.Path("models/xls-r-digits"));
        _server.Add("org/foreign", Commit, Shared.Path("fixtures/ctc/foreign-onnx-wav2vec2"));
        HubOptions converting = Options with { Converter = new CheckpointConverter(), Precision = ModelPrecision.Int8 };
        await ModelHub.PullAsync("org/digits", converting);
        await ModelHub.PullAsync($"org/foreign@{Commit}", Options);
        // What another program keeps in the same cache.
        string stranger = Path.Combine(Path.GetDirectoryName(ModelHub.Find("org/digits", Options).Folder!)!, "../../models--org--chat");
        Directory.CreateDirectory(Path.Combine(stranger, "refs"));
        Directory.CreateDirectory(Path.Combine(stranger, "snapshots", Commit));
        File.WriteAllText(Path.Combine(stranger, "refs/main"), Commit);
        File.WriteAllText(Path.Combine(stranger, "snapshots", Commit, "config.json"), """{"model_type": "llama"}""");
        File.WriteAllBytes(Path.Combine(stranger, "snapshots", Commit, "model.safetensors"), new byte[16]);
        IReadOnlyList<LocalModel> models = ModelHub.List(Options);
        Assert.That(models.Select(model => (model.Name, string.Join(' ', model.Converted))), Is.EqualTo(new[] { ("org/digits", "Int8"), ($"org/foreign@{Commit}", "") }));
        int before = _server.Requests.Count;
        foreach (LocalModel model in models)
            (await SpeechRecognizer.LoadAsync(model.Name, new() { Hub = Options })).Dispose();
        Assert.That(_server.Requests, Has.Count.EqualTo(before));
    }

    [Test]
    public async Task LoadAsync_ExportedFolder_AsItIs()
    {
        string exported = _folder["exported"];
        await new CheckpointConverter().ConvertAsync(Shared.Path("fixtures/ctc/wav2vec2-seqcls"), exported, ModelPrecision.Fp32, null, CancellationToken.None);
        _server.Add("org/exported", Commit, exported);
        using IAudioClassifier classifier = await AudioClassifier.LoadAsync("org/exported", new() { Hub = Options });
        Assert.That(classifier.Info.Precision, Is.EqualTo("fp32"));
    }

    [Test]
    public async Task PullAsync_Languages_BesideTheModelsOwn()
    {
        _server.Add("org/mms", Commit, Shared.Path("fixtures/ctc/wav2vec2-mms"));
        HubOptions options = Options with { Converter = new CheckpointConverter() };
        PulledModel own = await ModelHub.PullAsync("org/mms", options);
        Assert.That(Directory.GetFiles(own.Model, "adapter.*").Select(Path.GetFileName), Is.EqualTo(new[] { "adapter.eng.safetensors" }));
        PulledModel more = await ModelHub.PullAsync("org/mms", options with { Languages = ["fra"] });
        Assert.That(Directory.GetFiles(more.Model, "adapter.*").Select(Path.GetFileName), Is.EquivalentTo(new[] { "adapter.eng.safetensors", "adapter.fra.safetensors" }));
        Assert.That((await ModelHub.PullAsync("org/mms", options)).Model, Is.EqualTo(more.Model), "what is here once stays");
        Assert.That(
            () => ModelHub.PullAsync("org/mms", options with { Languages = ["xyz"] }), Throws.TypeOf<ModelFolderException>().With.Message.Contains("no file for xyz; it has eng, fra."));
    }

    [Test]
    public void PullAsync_NoModel_SaysWhatWasExpected()
    {
        _server.Add("org/text", Commit, new Dictionary<string, byte[]> { ["README.md"] = [1], ["data.csv"] = [2] });
        Assert.That(() => ModelHub.PullAsync("org/text", Options), Throws.TypeOf<ModelFolderException>().With.Message.Contains("expected the repository of a speech model"));
        Assert.That(() => ModelHub.PullAsync("nothing", Options), Throws.TypeOf<ModelFolderException>().With.Message.Contains("neither a model's name, nor a folder, nor a repository"));
    }
}
