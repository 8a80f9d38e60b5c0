using Speech.Sdk.Models.Hub;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Hub;

/// <summary>What is asked of the hub when something is here already.</summary>
public sealed class CacheTests
{
    private HubBench _bench = null!;

    [SetUp]
    public void Open() => _bench = new HubBench();

    [TearDown]
    public void Close() => _bench.Dispose();

    [TestCase("main", 1)]
    [TestCase(HubBench.Commit, 0)]
    public async Task Get_Here_OneRequestOrNone(string revision, int expected)
    {
        await _bench.GetAsync();
        int before = _bench.Server.Requests.Count;
        Assert.That(await _bench.GetAsync(model: $"{HubBench.Repository}@{revision}"), Is.EqualTo(HubBench.Commit));
        Assert.That(_bench.Server.Requests, Has.Count.EqualTo(before + expected));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Get_DownloadedByHuggingfaceHub_Used(bool asLinks)
    {
        // snapshot_download's layout: relative links, or plain files on Windows; weights last or first.
        foreach ((string file, byte[] content) in _bench.Files)
        {
            string place = asLinks ? _bench.Blob(file) : _bench.Snapshot(file);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            Directory.CreateDirectory(Path.GetDirectoryName(_bench.Snapshot(file))!);
            await File.WriteAllBytesAsync(place, content);
            if (asLinks)
                File.CreateSymbolicLink(_bench.Snapshot(file), $"../../blobs/{HubServer.HashOf(file, content)}");
        }

        Assert.That(await _bench.GetAsync(model: $"{HubBench.Repository}@{HubBench.Commit}"), Is.EqualTo(HubBench.Commit));
        Assert.That(_bench.Server.Requests, Is.Empty);
        await _bench.GetAsync();
        Assert.That(_bench.Server.Requests.Select(request => request.IsForList), Is.EqualTo(new[] { true }));
    }

    [Test]
    public async Task Get_NewCommit_OnlyWhatChanged()
    {
        await _bench.GetAsync();
        const string next = "ffff456789abcdef0123456789abcdef01234567";
        byte[] changed = "{ \"model_type\": \"whisper\", \"new\": 1 }"u8.ToArray();
        _bench.Server.Add(HubBench.Repository, next, new Dictionary<string, byte[]>(_bench.Files) { ["config.json"] = changed });
        int before = _bench.Server.Requests.Count;
        Assert.That(await _bench.GetAsync(), Is.EqualTo(next));
        Assert.That(_bench.Server.Requests.Skip(before).Select(request => request.Path), Is.EqualTo(new[] { "/api/models/org/tiny/revision/main", $"/org/tiny/resolve/{next}/config.json" }));
        Assert.That(File.ReadAllText(_bench.Cached("refs/main")), Is.EqualTo(next));
        Assert.That(File.ReadAllBytes(_bench.Cached($"snapshots/{next}/{HubBench.Weights}")), Is.EqualTo(_bench.Files[HubBench.Weights]));
        Assert.That(File.ReadAllBytes(_bench.Snapshot("config.json")), Is.EqualTo(_bench.Files["config.json"]), "the old commit stays");
    }

    [Test]
    public async Task Get_BlobOfAnotherSize_DownloadedAnew()
    {
        Directory.CreateDirectory(_bench.Cached("blobs"));
        await File.WriteAllBytesAsync(_bench.Blob(HubBench.Weights), [1, 2, 3]);
        await _bench.GetAsync();
        _bench.AssertWhole();
    }

    [Test]
    public async Task Get_Mirror_HashesByAskingForEachFile()
    {
        _bench.Server.ListsHashes = false;
        await _bench.GetAsync();
        _bench.AssertWhole();
        Assert.That(_bench.Server.Requests.Count(request => request.Method == "HEAD"), Is.EqualTo(3));
    }

    [Test]
    public async Task Get_Offline_WhatIsHereAndNoRequest()
    {
        HubOptions offline = _bench.Options with { Variable = name => name == "HF_HUB_OFFLINE" ? "1" : null };
        Assert.That(() => _bench.GetAsync(offline), Throws.TypeOf<HubException>().With.Message.Contains("speech pull org/tiny").And.Message.Contains("HF_HUB_OFFLINE"));
        await _bench.GetAsync();
        int before = _bench.Server.Requests.Count;
        Assert.That(await _bench.GetAsync(offline), Is.EqualTo(HubBench.Commit));
        Assert.That(_bench.Server.Requests, Has.Count.EqualTo(before));
        File.Delete(_bench.Blob("config.json"));
        Assert.That(() => _bench.GetAsync(offline), Throws.TypeOf<HubException>(), "a link to nothing is no file");
    }

    [Test]
    public async Task Get_HubDown_WhatIsHereWithANote()
    {
        await _bench.GetAsync();
        _bench.Server.Fault = _ => new HubReply(503);
        Assert.That(await _bench.GetAsync(), Is.EqualTo(HubBench.Commit));
        Assert.That(_bench.Notes, Has.Exactly(1).Contains("may not be the newest"));
        Assert.That(_bench.Pauses, Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Get_HubFallsSilent_WhatIsHereAfterAShortWait(bool beginsToAnswer)
    {
        await _bench.GetAsync();
        TaskCompletionSource never = new();
        _bench.Server.Fault = _ => new HubReply(200, [1]) { CutAfter = 0, Gate = never.Task };
        _bench.Server.Wait = _ => beginsToAnswer ? null : never.Task;
        HubLimits limits = _bench.Limits with { Silence = Timeout.InfiniteTimeSpan, ShortSilence = TimeSpan.FromMilliseconds(50) };
        using CancellationTokenSource enough = new(TimeSpan.FromMinutes(1));
        Assert.That(await _bench.GetAsync(limits: limits, cancellationToken: enough.Token), Is.EqualTo(HubBench.Commit));
        Assert.That(_bench.Notes, Has.One.StartsWith("org/tiny: 127.0.0.1 sent nothing for").And.One.EndsWith("; the one that is here is taken, which may not be the newest."));
        Assert.That(_bench.Pauses, Is.Empty, "asked once");
        never.SetResult();
    }

    [Test]
    public async Task Get_SlowHubAndNothingHere_WaitedFor()
    {
        _bench.Server.Wait = request => request.IsForList ? Task.Delay(300) : null;
        await _bench.GetAsync(limits: _bench.Limits with { ShortSilence = TimeSpan.FromMilliseconds(1), Attempts = 1 });
        _bench.AssertWhole();
    }

    [Test]
    public void Limits_ShortSilence_SomeSeconds() => Assert.That(new HubLimits().ShortSilence.TotalSeconds, Is.InRange(2, 8));

    [TestCase(401, "RepoNotFound", "", "there is no such repository")]
    [TestCase(403, "GatedRepo", "", "access is restricted")]
    [TestCase(404, "", "", "there is no such repository")]
    [TestCase(200, "", "<html>", "is not a list of files")]
    [TestCase(302, "", "", "redirects to ftp://elsewhere")]
    public async Task Get_ListRefused_WhatIsHereWithTheReason(int status, string code, string body, string expected)
    {
        await _bench.GetAsync();
        _bench.Server.Fault = _ => new HubReply(status, System.Text.Encoding.UTF8.GetBytes(body)) { Headers = { ["X-Error-Code"] = code, ["Location"] = "ftp://elsewhere" } };
        Assert.That(await _bench.GetAsync(), Is.EqualTo(HubBench.Commit));
        Assert.That(_bench.Notes, Has.Exactly(1).Contains(expected).And.Exactly(1).Contains("; the one that is here is taken, which may not be the newest."));
    }

    [Test]
    public async Task Get_RevisionGone_NotPassedOver()
    {
        await _bench.GetAsync();
        _bench.Server.Fault = _ => new HubReply(404) { Headers = { ["X-Error-Code"] = "RevisionNotFound" } };
        Assert.That(() => _bench.GetAsync(), Throws.TypeOf<HubException>().With.Message.Contains("has no revision 'main'"));
    }

    [Test]
    public async Task Get_NewCommitCannotBeDownloaded_TheOneThatIsHere()
    {
        await _bench.GetAsync();
        _bench.Server.Add(HubBench.Repository, "ffff456789abcdef0123456789abcdef01234567", new Dictionary<string, byte[]>(_bench.Files) { ["config.json"] = [1, 2, 3] });
        _bench.Server.Fault = request => request.IsFor("config.json") ? new HubReply(403) : null;
        Assert.That(await _bench.GetAsync(), Is.EqualTo(HubBench.Commit));
        Assert.That(_bench.Notes, Has.Exactly(1).Contains("may not be the newest"));
        Assert.That(File.ReadAllText(_bench.Cached("refs/main")), Is.EqualTo(HubBench.Commit));
    }

    [Test]
    public async Task Get_NamedFileThatTheRepositoryLacks_WholeWithoutIt()
    {
        _bench.Files["config.json"] = "{ \"mimi_name\": \"mimi.safetensors\", \"other_name\": \"../../../evil.json\" }"u8.ToArray();
        await _bench.GetAsync();
        Assert.That(File.Exists(_bench.Cached($".no_exist/{HubBench.Commit}/mimi.safetensors")), Is.True, "as huggingface_hub remembers it");
        Assert.That(Directory.EnumerateFiles(_bench.Folder.Root, "evil.json", SearchOption.AllDirectories), Is.Empty);
        int before = _bench.Server.Requests.Count;
        Assert.That(await _bench.GetAsync(model: $"{HubBench.Repository}@{HubBench.Commit}"), Is.EqualTo(HubBench.Commit));
        Assert.That(await _bench.GetAsync(_bench.Options with { Offline = true }), Is.EqualTo(HubBench.Commit));
        Assert.That(_bench.Server.Requests, Has.Count.EqualTo(before));
    }

    [Test]
    public async Task Get_CacheThatTakesNoNotes_WhatIsThere()
    {
        _bench.Files["config.json"] = "{ \"mimi_name\": \"mimi.safetensors\" }"u8.ToArray();
        await _bench.GetAsync(model: $"{HubBench.Repository}@{HubBench.Commit}");
        // Neither the branch nor the absent file can be remembered where files stand for the folders.
        Directory.Delete(_bench.Cached(".no_exist"), recursive: true);
        await File.WriteAllTextAsync(_bench.Cached(".no_exist"), "");
        await File.WriteAllTextAsync(_bench.Cached("refs"), "");
        Assert.That(await _bench.GetAsync(), Is.EqualTo(HubBench.Commit));
        Assert.That(_bench.Notes, Is.Empty);
    }

    [Test]
    public async Task Get_WithConverter_LooksForNoConversions()
    {
        List<string> asked = [];
        HubOptions options = _bench.Options with
        {
            Variable = name =>
            {
                asked.Add(name);
                return null;
            },
        };
        await _bench.GetAsync(options);
        await _bench.GetAsync(options);
        Assert.That(asked, Has.Member("HF_HUB_OFFLINE").And.No.Member("SPEECH_CACHE"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Get_PinnedButOfTheOtherKind_AsksTheHub(bool convertsFirst)
    {
        _bench.Files["onnx/model.onnx"] = [1, 2, 3];
        string model = $"{HubBench.Repository}@{HubBench.Commit}";
        HubOptions converting = _bench.Options with { ConvertedFolder = _bench.Folder["converted"] };
        HubOptions running = converting with { Converter = null };
        await _bench.GetAsync(convertsFirst ? converting : running, model: model);
        Assert.That(File.Exists(_bench.Snapshot(convertsFirst ? "onnx/model.onnx" : HubBench.Weights)), Is.False);
        await _bench.GetAsync(convertsFirst ? running : converting, model: model);
        Assert.That((File.Exists(_bench.Snapshot("onnx/model.onnx")), File.Exists(_bench.Snapshot(HubBench.Weights))), Is.EqualTo((true, true)));
        int before = _bench.Server.Requests.Count;
        await _bench.GetAsync(running, model: model);
        await _bench.GetAsync(converting, model: model);
        Assert.That(_bench.Server.Requests, Has.Count.EqualTo(before));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Link_SystemWithoutLinks_MovedWhereNewElseCopied(bool isNew)
    {
        HubFile file = new("config.json", 3, new string('a', 40));
        HubCache cache = new(_bench.Folder["hub"], HubId.Parse(HubBench.Repository, null)!, (_, _) => throw new UnauthorizedAccessException());
        Directory.CreateDirectory(_bench.Cached("blobs"));
        File.WriteAllBytes(cache.BlobOf(file.Hash!), [1, 2, 3]);
        cache.Link(HubBench.Commit, file, isNew);
        Assert.That(cache.Has(HubBench.Commit, file), Is.True);
        Assert.That(cache.HasBlob(file), Is.EqualTo(!isNew));
        File.Delete(cache.BlobOf(file.Hash!));
        Assert.That(() => cache.Link(HubBench.Commit, file with { Path = "other.json" }, isNew: false), Throws.InstanceOf<IOException>());
        Assert.That(Directory.GetFiles(_bench.Cached($"snapshots/{HubBench.Commit}")).Select(Path.GetFileName), Is.EqualTo(new[] { "config.json" }), "nothing unfinished");
    }

    [Test]
    public async Task Get_DamagedRef_AskedAnew()
    {
        Directory.CreateDirectory(_bench.Cached("refs"));
        await File.WriteAllTextAsync(_bench.Cached("refs/main"), "../../elsewhere");
        Assert.That(await _bench.GetAsync(), Is.EqualTo(HubBench.Commit));
        Assert.That(File.ReadAllText(_bench.Cached("refs/main")), Is.EqualTo(HubBench.Commit));
    }

    [Test]
    public async Task Get_BranchWithSlashes_RememberedByItsName()
    {
        await _bench.GetAsync(model: $"{HubBench.Repository}@refs/pr/1");
        Assert.That(File.ReadAllText(_bench.Cached("refs/refs/pr/1")), Is.EqualTo(HubBench.Commit));
    }
}
