using Speech.Sdk.Models;
using Speech.Sdk.Models.Hub;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Hub;

/// <summary>What a name means, and what is taken of what is here.</summary>
public sealed class ModelHubTests
{
    private HubBench _bench = null!;

    private HubOptions Options => _bench.Options with { ConvertedFolder = _bench.Folder["converted"] };

    [SetUp]
    public void Open() => _bench = new HubBench();

    [TearDown]
    public void Close() => _bench.Dispose();

    [Test]
    public void PullAsync_File_NotAskedFor()
    {
        using TemporaryFolder folder = new("model.onnx");
        Assert.That(() => ModelHub.PullAsync(folder["model.onnx"], Options), Throws.TypeOf<ModelFolderException>().With.Message.Contains("is a file; expected a folder"));
    }

    [Test]
    public async Task PullAsync_PathIntoAFolderThatIsHere_NotAskedFor()
    {
        string here = $"models{Guid.NewGuid():N}";
        Directory.CreateDirectory(here);
        try
        {
            Assert.That(
                () => ModelHub.PullAsync($"{here}/foo", Options),
                Throws.TypeOf<ModelFolderException>().With.Message.Contains($"there is a folder '{here}' here without 'foo' in it").And.Message.Contains($"write {here}/foo@main"));
            Assert.That(_bench.Server.Requests, Is.Empty);
            _bench.Server.Add($"{here}/foo", HubBench.Commit, _bench.Files);
            Assert.That((await ModelHub.PullAsync($"{here}/foo@main", Options)).Name, Is.EqualTo($"{here}/foo"));
        }
        finally
        {
            Directory.Delete(here);
        }
    }

    [TestCase("org/tiny@../x", null, "'../x' is no revision of org/tiny")]
    [TestCase("org/tiny@", null, "'' is no revision of org/tiny")]
    [TestCase("org/tiny", "a b", "'a b' is no revision of org/tiny")]
    [TestCase("org/tiny@a", "b", "org/tiny@a names the revision 'a' and Revision is 'b'")]
    [TestCase("whisper-base", "b", "Revision is 'b', but whisper-base comes with the SDK")]
    [TestCase(".", "b", "Revision is 'b', but . is a folder here")]
    public void PullAsync_RevisionThatDoesNotFit_Named(string model, string? revision, string expected)
    {
        Assert.That(() => ModelHub.PullAsync(model, Options with { Revision = revision }), Throws.TypeOf<InvalidOptionException>().With.Message.Contains(expected));
        Assert.That(_bench.Server.Requests, Is.Empty);
    }

    [Test]
    public async Task PullAsync_NoConverterAndNoPrecision_WhatWasConvertedLast()
    {
        PulledModel made = await ModelHub.PullAsync("org/tiny", Options with { Precision = ModelPrecision.Int8 });
        PulledModel found = await ModelHub.PullAsync("org/tiny", Options with { Converter = null });
        Assert.That((found.Model, found.Name), Is.EqualTo((made.Model, "org/tiny")));
        Assert.That(
            () => ModelHub.PullAsync("org/tiny", Options with { Converter = null, Precision = ModelPrecision.Int4 }),
            Throws.TypeOf<ModelFolderException>().With.Message.Contains("'speech pull org/tiny --precision int4' first").And.Message.Contains("It is here in int8."));
    }

    [Test]
    public async Task PullAsync_AllHere_NothingIsWritten([Values(HubBench.Repository, $"{HubBench.Repository}@{HubBench.Commit}")] string model)
    {
        _bench.Files["config.json"] = "{ \"mimi_name\": \"mimi.safetensors\" }"u8.ToArray();
        PulledModel first = await ModelHub.PullAsync(model, Options);
        _bench.Notes.Clear();
        string[] all = [_bench.Folder.Root, .. Directory.EnumerateFileSystemEntries(_bench.Folder.Root, "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).LinkTarget is null)];
        Assert.That(all.Select(Path.GetFileName), Has.Member("mimi.safetensors"));
        foreach (string path in all)
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        SetModes(all, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.That(await ModelHub.PullAsync(model, Options), Is.EqualTo(first));
        }
        finally
        {
            SetModes(all, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Assert.That(_bench.Notes, Is.Empty);
        Assert.That(all.Where(path => File.GetLastWriteTimeUtc(path) != DateTime.UnixEpoch), Is.Empty);
    }

    [Test]
    public async Task PullAsync_Handler_SendsAllRequestsAndIsNotDisposed()
    {
        using CountingHandler handler = new();
        await ModelHub.PullAsync("org/tiny", Options with { Handler = handler });
        Assert.That(handler.Sent, Is.EqualTo(_bench.Server.Requests.Count).And.GreaterThan(1));
        await ModelHub.PullAsync("org/tiny", Options with { Handler = handler });
        Assert.That(handler.Sent, Is.EqualTo(_bench.Server.Requests.Count));
    }

    [Test]
    public async Task PullAsync_Conversion_ReportsHowFarItIs()
    {
        List<double> reports = [];
        await ModelHub.PullAsync("org/tiny", Options with { ConversionProgress = new Recorder<double>(reports) });
        Assert.That(reports, Is.EqualTo(new[] { 0.5 }));
    }

    [TestCase("/c/hub/models--org--tiny/snapshots/0123456789abcdef0123456789abcdef01234567", "org/tiny")]
    [TestCase("/c/models/org--tiny-0123456789ab-int8-1", "org/tiny")]
    [TestCase("/c/models/openai--whisper-large-v3-turbo-0123456789ab-fp16-0a1b2c3d4e5f/", "openai/whisper-large-v3-turbo")]
    [TestCase("/c/models/facebook--mms-1b-all-0123456789ab-0123abcd-fp32-0a1b2c3d4e5f", "facebook/mms-1b-all")]
    [TestCase("/c/models/digits-0123456789abcdef-int4-0a1b2c3d4e5f", "digits")]
    [TestCase("/c/models/my-model-int8", "my-model-int8")]
    public void Of_Folder_WhatItIsOf(string folder, string expected) => Assert.That(ModelName.Of(folder), Is.EqualTo(expected));

    private static void SetModes(string[] paths, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (string path in paths)
            File.SetUnixFileMode(path, mode);
    }

    private sealed class CountingHandler() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        private int _sent;

        public int Sent => _sent;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _sent);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
