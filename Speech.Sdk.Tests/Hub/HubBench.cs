using Speech.Sdk.Models.Hub;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Hub;

/// <summary>A hub with a small repository, an empty cache, and nothing that waits.</summary>
internal sealed class HubBench : IDisposable
{
    public const string Repository = "org/tiny";
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";
    public const string Weights = "model.safetensors";

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public HubBench() => Server.Add(Repository, Commit, Files);

    public HubServer Server { get; } = new();

    public TemporaryFolder Folder { get; } = new();

    /// <summary>How long was waited between attempts.</summary>
    public List<TimeSpan> Pauses { get; } = [];

    public List<string> Notes { get; } = [];

    public List<DownloadProgress> Progress { get; } = [];

    /// <summary>Ten parts and a bit of weights, and what belongs to them.</summary>
    public Dictionary<string, byte[]> Files { get; } = new()
    {
        ["config.json"] = "{ \"model_type\": \"whisper\" }"u8.ToArray(),
        ["vocab.json"] = "{}"u8.ToArray(),
        ["README.md"] = "not needed"u8.ToArray(),
        ["tf_model.h5"] = new byte[1000],
        [Weights] = Bytes(10_500, seed: 1),
    };

    public HubLimits Limits => new()
    {
        PartBytes = 1000, Connections = 3, Attempts = 4, FirstPause = TimeSpan.FromSeconds(1),
        Pause = (pause, stop) =>
        {
            lock (Pauses)
                Pauses.Add(pause);
            return Task.CompletedTask;
        },
    };

    public HubOptions Options => new()
    {
        Endpoint = Server.Address, CacheFolder = Folder["hub"], Converter = new FakeConverter(), Variable = _ => null, Note = Notes.Add, Progress = new Recorder<DownloadProgress>(Progress),
    };

    public string Cached(string relative) => Folder[$"hub/models--org--tiny/{relative}"];

    public string Blob(string file) => Cached($"blobs/{HubServer.HashOf(file, Files[file])}");

    public string Partial(string file) => Blob(file) + ".incomplete";

    public string Snapshot(string file) => Cached($"snapshots/{Commit}/{file}");

    public HubSnapshots Open(HubOptions? options = null, HubLimits? limits = null, string model = Repository)
    {
        options ??= Options;
        HubSettings settings = HubSettings.Of(options) with { Limits = limits ?? Limits };
        return new HubSnapshots(new HubClient(settings, _http, options.Note), options, HubId.Parse(model, options.Revision)!);
    }

    public Task<string> GetAsync(HubOptions? options = null, HubLimits? limits = null, string model = Repository, CancellationToken cancellationToken = default) =>
        Open(options, limits, model).GetAsync(cancellationToken);

    /// <summary>Answers the first few requests of a kind by a fault.</summary>
    public void Fail(Func<HubRequest, bool> which, int times, Func<HubRequest, HubReply> reply)
    {
        int left = times;
        Server.Fault = request => which(request) && left-- > 0 ? reply(request) : null;
    }

    /// <summary>The usual bytes of a file, cut.</summary>
    public HubReply Cut(HubRequest request, string file, int after)
    {
        byte[] content = Files[file];
        (int first, int last) = request.Range is var (start, end) ? ((int)start, (int)(end ?? content.Length - 1)) : (0, content.Length - 1);
        return new HubReply(request.Range is null ? 200 : 206, content[first..(last + 1)])
        {
            CutAfter = after, Headers = request.Range is null ? [] : new() { ["Content-Range"] = $"bytes {first}-{last}/{content.Length}" },
        };
    }

    /// <summary>That the weights are there, whole, and nothing unfinished.</summary>
    public void AssertWhole()
    {
        Assert.That(File.ReadAllBytes(Snapshot(Weights)), Is.EqualTo(Files[Weights]));
        Assert.That(Directory.EnumerateFiles(Cached("blobs"), "*.incomplete"), Is.Empty);
    }

    /// <summary>That nothing passes for a file that is none.</summary>
    public void AssertNothingBroken()
    {
        Assert.That(File.Exists(Snapshot(Weights)), Is.False);
        Assert.That(File.Exists(Blob(Weights)), Is.False);
        Assert.That(Open().FindHere(), Is.Null);
    }

    public static byte[] Bytes(int count, int seed)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public void Dispose()
    {
        _http.Dispose();
        Server.Dispose();
        Folder.Dispose();
    }
}
