using Speech.Sdk.Models.Conversion;
using Speech.Sdk.Models.Hub;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Hub;

/// <summary>What comes of a download whatever the network does.</summary>
public sealed class DownloadTests
{
    private HubBench _bench = null!;

    [SetUp]
    public void Open() => _bench = new HubBench();

    [TearDown]
    public void Close() => _bench.Dispose();

    [Test]
    public async Task Get_Repository_WhatIsNeededInTheSharedLayout()
    {
        Assert.That(await _bench.GetAsync(), Is.EqualTo(HubBench.Commit));
        _bench.AssertWhole();
        Assert.That(Directory.EnumerateFiles(_bench.Cached($"snapshots/{HubBench.Commit}")).Select(Path.GetFileName), Is.EquivalentTo(new[] { "config.json", "vocab.json", HubBench.Weights }));
        Assert.That(File.ReadAllText(_bench.Cached("refs/main")), Is.EqualTo(HubBench.Commit));
        Assert.That(File.ReadAllBytes(_bench.Blob("config.json")), Is.EqualTo(_bench.Files["config.json"]));
        if (!OperatingSystem.IsWindows())
            Assert.That(new FileInfo(_bench.Snapshot("config.json")).LinkTarget, Is.EqualTo($"../../blobs/{HubServer.HashOf("config.json", _bench.Files["config.json"])}"));
        Assert.That(File.Exists(_bench.Folder[$"hub/.locks/models--org--tiny/{HubServer.HashOf(HubBench.Weights, _bench.Files[HubBench.Weights])}.lock"]), Is.True);
        Assert.That(_bench.Progress[^1], Is.EqualTo(new DownloadProgress(HubBench.Weights, 10_502, 10_502)));
        Assert.That(_bench.Progress.Select(report => report.Bytes), Is.Ordered);
    }

    [Test]
    public async Task Get_LargeFile_InRangesOfAPart()
    {
        await _bench.GetAsync();
        (long, long?)?[] ranges = [.. _bench.Server.Requests.Where(request => request.IsFor(HubBench.Weights)).Select(request => request.Range).OrderBy(range => range!.Value.First)];
        Assert.That(ranges, Is.EqualTo(Enumerable.Range(0, 11).Select(part => ((long, long?)?)(part * 1000L, Math.Min((part * 1000L) + 999, 10_499)))));
    }

    [Test]
    public async Task Get_LargeFile_AsManyRangesAtOnceAsAllowed()
    {
        // The first range comes alone; the next are held back until all that may be under way are.
        TaskCompletionSource all = new();
        int open = 0;
        _bench.Server.Wait = request =>
        {
            if (!request.IsFor(HubBench.Weights) || request.Range!.Value.First == 0 || all.Task.IsCompleted)
                return null;
            if (++open == _bench.Limits.Connections)
                Task.Delay(100).ContinueWith(_ => all.SetResult(), TaskScheduler.Default);
            return all.Task;
        };
        await _bench.GetAsync(limits: _bench.Limits with { Silence = TimeSpan.FromSeconds(20), Attempts = 1 });
        _bench.AssertWhole();
        Assert.That(open, Is.EqualTo(_bench.Limits.Connections));
    }

    [TestCase(1)]
    [TestCase(7)]
    public async Task Get_ConnectionsCut_GoesOnWhereTheyWere(int times)
    {
        _bench.Fail(request => request.IsFor(HubBench.Weights), times, request => _bench.Cut(request, HubBench.Weights, after: 300));
        await _bench.GetAsync();
        _bench.AssertWhole();
        Assert.That(_bench.Server.Requests.Where(request => request.IsFor(HubBench.Weights)).Select(request => request.Range!.Value.First % 1000), Has.Some.EqualTo(300));
    }

    [Test]
    public async Task Get_SmallFileCut_GoesOnWhereItWas()
    {
        _bench.Fail(request => request.IsFor("config.json"), 1, request => _bench.Cut(request, "config.json", after: 5));
        await _bench.GetAsync();
        Assert.That(_bench.Server.Requests.Where(request => request.IsFor("config.json")).Select(request => request.Range?.First), Is.EqualTo(new long?[] { null, 5 }));
        Assert.That(File.ReadAllBytes(_bench.Snapshot("config.json")), Is.EqualTo(_bench.Files["config.json"]));
    }

    [Test]
    public async Task Get_StoppedForGood_TheNextOneGoesOn()
    {
        // The first three parts come, then nothing any more.
        _bench.Server.Fault = request => request.IsFor(HubBench.Weights) && request.Range!.Value.First >= 3000 ? _bench.Cut(request, HubBench.Weights, after: request.Range.Value.First == 3000 ? 400 : 0) : null;
        HubException failure = (await Assert.ThrowsAsync<HubException>(() => _bench.GetAsync()))!;
        Assert.That(failure.Message, Does.StartWith("org/tiny: model.safetensors: the connection to 127.0.0.1").And.Contain("What has come is kept"));
        _bench.AssertNothingBroken();
        byte[] kept = File.ReadAllBytes(_bench.Partial(HubBench.Weights));
        Assert.That(kept, Has.Length.AtLeast(3400));
        Assert.That(kept, Is.EqualTo(_bench.Files[HubBench.Weights][..kept.Length]));

        int before = _bench.Server.Requests.Count;
        _bench.Server.Fault = _ => null;
        _bench.Progress.Clear();
        await _bench.GetAsync();
        _bench.AssertWhole();
        Assert.That(_bench.Server.Requests.Skip(before).Where(request => request.IsFor(HubBench.Weights)).Min(request => request.Range!.Value.First), Is.EqualTo(kept.Length));
        Assert.That(_bench.Progress.First(report => report.Bytes > 0).Bytes, Is.EqualTo(kept.Length), "what was there counts");
    }

    [Test]
    public async Task Get_LeftBehindByAnother_IsGoneOnWith()
    {
        // huggingface_hub leaves the beginning of the file under the same name.
        Directory.CreateDirectory(_bench.Cached("blobs"));
        await File.WriteAllBytesAsync(_bench.Partial(HubBench.Weights), _bench.Files[HubBench.Weights][..9_800]);
        await _bench.GetAsync();
        _bench.AssertWhole();
        Assert.That(_bench.Server.Requests.Single(request => request.IsFor(HubBench.Weights)).Range, Is.EqualTo((9_800L, (long?)null)));
    }

    [TestCase(4_000, Description = "damaged")]
    [TestCase(20_000, Description = "longer than the file")]
    public async Task Get_DamagedLeftover_ThrownAwayAndDownloadedAnew(int length)
    {
        Directory.CreateDirectory(_bench.Cached("blobs"));
        await File.WriteAllBytesAsync(_bench.Partial(HubBench.Weights), HubBench.Bytes(length, seed: 9));
        await _bench.GetAsync();
        _bench.AssertWhole();
    }

    [TestCase(HubBench.Weights, "SHA-256")]
    [TestCase("vocab.json", "Git's SHA-1")]
    public async Task Get_WrongContent_RefusedAndNothingKept(string file, string hash)
    {
        byte[] wrong = HubBench.Bytes(_bench.Files[file].Length, seed: 2);
        _bench.Server.Fault = request => request.IsFor(file) ? new HubReply(200, wrong) : null;
        HubException failure = (await Assert.ThrowsAsync<HubException>(() => _bench.GetAsync(), hash))!;
        Assert.That(failure.Message, Does.Contain($"{file} is not what the hub announced").And.Contain(HubServer.HashOf(file, _bench.Files[file])));
        _bench.AssertNothingBroken();
        Assert.That(Directory.EnumerateFiles(_bench.Cached("blobs"), "*.incomplete"), Is.Empty);
        Assert.That(File.Exists(_bench.Snapshot(file)), Is.False);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Get_HubWithoutRanges_AllAtOnce(bool leftover)
    {
        _bench.Server.KnowsRanges = false;
        Directory.CreateDirectory(_bench.Cached("blobs"));
        if (leftover)
            await File.WriteAllBytesAsync(_bench.Partial(HubBench.Weights), _bench.Files[HubBench.Weights][..2_345]);
        await _bench.GetAsync();
        _bench.AssertWhole();
    }

    [Test]
    public void Get_HubWithoutRangesCutsAtTheSamePlace_GivesUp()
    {
        _bench.Server.Fault = request => request.IsFor(HubBench.Weights) ? new HubReply(200, _bench.Files[HubBench.Weights]) { CutAfter = 5_000 } : null;
        Assert.That(() => _bench.GetAsync(), Throws.TypeOf<HubException>().With.Message.Contains("4 times in a row. What has come is kept"));
        _bench.AssertNothingBroken();
    }

    [Test]
    public void Get_NobodyThere_SaysThatNoFolderIsMeant()
    {
        Uri gone;
        using (HubServer stopped = new())
            gone = stopped.Address;
        Assert.That(
            () => _bench.GetAsync(_bench.Options with { Endpoint = gone }),
            Throws.TypeOf<HubException>().With.Message.StartsWith("org/tiny: the connection to 127.0.0.1 failed").And.Message.Contains("There is no folder of this name here either"));
    }

    [Test]
    public async Task Get_FileChangesUnderWay_BegunAnew()
    {
        // What came first is of another file; the ETag says so, and the rest is refused.
        byte[] old = HubBench.Bytes(10_500, seed: 3);
        _bench.Fail(request => request.IsFor(HubBench.Weights), 1, request => new HubReply(206, old[..1000])
        {
            Headers = { ["ETag"] = "\"old\"", ["Content-Range"] = "bytes 0-999/10500" },
        });
        await _bench.GetAsync();
        _bench.AssertWhole();
        Assert.That(_bench.Server.Requests.Where(request => request.IsFor(HubBench.Weights)).Select(request => request.Headers.GetValueOrDefault("If-Range")), Has.Some.EqualTo("\"old\""));
    }

    [TestCase(500, 2, null, 1.0)]
    [TestCase(503, 3, null, 1.0)]
    [TestCase(429, 1, "7", 7.0)]
    [TestCase(408, 1, null, 1.0)]
    public async Task Get_FailsAFewTimes_WaitsAndSucceeds(int status, int times, string? retryAfter, double firstPause)
    {
        _bench.Fail(request => request.IsForList, times, _ => new HubReply(status) { Headers = retryAfter is null ? [] : new() { ["Retry-After"] = retryAfter } });
        await _bench.GetAsync();
        _bench.AssertWhole();
        Assert.That(_bench.Pauses, Has.Count.EqualTo(times));
        for (int i = 0; i < times; i++)
            Assert.That(_bench.Pauses[i].TotalSeconds, Is.InRange(firstPause * (1 << i), 1.5 * firstPause * (1 << i)));
    }

    [Test]
    public async Task Get_TooManyRequestsForAPart_WaitsAsAsked()
    {
        _bench.Fail(request => request.IsFor(HubBench.Weights), 2, _ => new HubReply(429) { Headers = { ["Retry-After"] = "11" } });
        await _bench.GetAsync();
        _bench.AssertWhole();
        Assert.That(_bench.Pauses, Is.EqualTo(new[] { TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11) }));
        Assert.That(_bench.Notes, Is.EqualTo(new[] { "org/tiny: model.safetensors: 127.0.0.1 answered 429 (too many requests); trying again in 11 s." }));
    }

    [TestCase("86400", "asks to wait 1440 minutes")]
    [TestCase(null, "4 times in a row")]
    public void Get_FailsForLong_GivesUp(string? retryAfter, string expected)
    {
        _bench.Server.Fault = _ => new HubReply(429) { Headers = retryAfter is null ? [] : new() { ["Retry-After"] = retryAfter } };
        Assert.That(() => _bench.GetAsync(), Throws.TypeOf<HubException>().With.Message.Contains(expected).And.Message.Contains("429 (too many requests)"));
    }

    [Test]
    public void Get_Silence_CountsAsCut()
    {
        TaskCompletionSource never = new();
        _bench.Server.Fault = request => request.IsForList ? new HubReply(200, [1]) { CutAfter = 0, Gate = never.Task } : null;
        Assert.That(
            () => _bench.GetAsync(limits: _bench.Limits with { Silence = TimeSpan.FromMilliseconds(100), Attempts = 2 }),
            Throws.TypeOf<HubException>().With.Message.Contains("sent nothing"));
        never.SetResult();
    }

    [Test]
    public async Task Get_Cancelled_StopsAtOnceAndKeepsWhatCame()
    {
        TaskCompletionSource never = new();
        using CancellationTokenSource stop = new();
        _bench.Server.Fault = request =>
        {
            if (!request.IsFor(HubBench.Weights) || request.Range!.Value.First < 2000)
                return null;
            stop.CancelAfter(TimeSpan.FromMilliseconds(50));
            return _bench.Cut(request, HubBench.Weights, after: 100) with { Gate = never.Task };
        };
        Assert.That(() => _bench.GetAsync(cancellationToken: stop.Token), Throws.InstanceOf<OperationCanceledException>());
        never.SetResult();
        _bench.AssertNothingBroken();
        Assert.That(new FileInfo(_bench.Partial(HubBench.Weights)).Length, Is.AtLeast(2000));
        _bench.Server.Fault = _ => null;
        await _bench.GetAsync();
        _bench.AssertWhole();
    }

    [Test]
    public void Get_DiskTooSmall_SaidBeforeAnythingComes()
    {
        HubLimits small = _bench.Limits with { FreeBytes = _ => 5_000 };
        Assert.That(() => _bench.GetAsync(limits: small), Throws.TypeOf<HubException>().With.Message.Contains("1 MB are to be downloaded and 1 MB are free"));
        Assert.That(_bench.Server.Requests.Any(request => request.IsFor(HubBench.Weights)), Is.False);
    }

    [Test]
    public async Task Get_DiskFullUnderWay_NothingBroken()
    {
        if (!File.Exists("/dev/full"))
            Assert.Ignore("Needs /dev/full.");
        Directory.CreateDirectory(_bench.Cached("blobs"));
        File.CreateSymbolicLink(_bench.Partial(HubBench.Weights), "/dev/full");
        Assert.That(() => _bench.GetAsync(), Throws.TypeOf<HubException>().With.Message.Contains("the disk is full"));
        _bench.AssertNothingBroken();
        File.Delete(_bench.Partial(HubBench.Weights));
        await _bench.GetAsync();
        _bench.AssertWhole();
    }

    [Test]
    public async Task Get_TwoAtOnce_DownloadedOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => _bench.GetAsync())));
        _bench.AssertWhole();
        Assert.That(_bench.Server.Requests.Count(request => request.IsFor(HubBench.Weights)), Is.EqualTo(11));
    }

    [Test]
    public async Task Get_AnotherDownloadsTheFile_WaitsAndTakesItsFile()
    {
        string hash = HubServer.HashOf(HubBench.Weights, _bench.Files[HubBench.Weights]);
        Directory.CreateDirectory(_bench.Folder["hub/.locks/models--org--tiny"]);
        TaskCompletionSource<string> noted = new();
        Task<string> mine;
        using (await FolderLock.AcquireAsync(_bench.Folder[$"hub/.locks/models--org--tiny/{hash}.lock"], () => { }, CancellationToken.None))
        {
            mine = Task.Run(() => _bench.GetAsync(_bench.Options with { Note = note => noted.TrySetResult(note) }));
            Assert.That(await Task.WhenAny(noted.Task, mine), Is.SameAs(noted.Task), "waits while the lock is held");
            Assert.That(await noted.Task, Is.EqualTo("org/tiny: waiting for another process that downloads model.safetensors."));
            await File.WriteAllBytesAsync(_bench.Blob(HubBench.Weights), _bench.Files[HubBench.Weights]);
        }

        Assert.That(await mine, Is.EqualTo(HubBench.Commit));
        _bench.AssertWhole();
        Assert.That(_bench.Server.Requests.Any(request => request.IsFor(HubBench.Weights)), Is.False);
        Assert.That(_bench.Progress[^1].Bytes, Is.EqualTo(_bench.Progress[^1].Total), "what another brought counts");
    }

    [Test]
    public async Task Get_FolderThatCannotBeWritten_SaysSo()
    {
        await File.WriteAllTextAsync(_bench.Folder["hub"], "a file");
        Assert.That(() => _bench.GetAsync(), Throws.TypeOf<HubException>().With.Message.Contains("HF_HOME"));
    }
}
