using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Hub;

/// <summary>What a user is told when the hub says no, and who gets to see the token.</summary>
public sealed class RefusalTests
{
    private HubBench _bench = null!;

    [SetUp]
    public void Open() => _bench = new HubBench();

    [TearDown]
    public void Close() => _bench.Dispose();

    [TestCase(401, "RepoNotFound", null, "there is no such repository at 127.0.0.1, nor a folder of this name here, or it is private. Check the name; for a private one set HF_TOKEN")]
    [TestCase(401, "", "secret", "does not accept the token")]
    [TestCase(401, "GatedRepo", null, "access is restricted. Accept the conditions at")]
    [TestCase(403, "GatedRepo", "secret", "set HF_TOKEN to a token of that account (the token that is set has no access)")]
    [TestCase(403, "", "secret", "access is restricted")]
    [TestCase(404, "RepoNotFound", "secret", "there is no such repository or revision at 127.0.0.1, nor a folder of this name here")]
    [TestCase(404, "RevisionNotFound", null, "has no revision 'main'")]
    [TestCase(418, "", null, "answered 418 Reason")]
    public void Get_Refused_SaysWhatToDo(int status, string code, string? token, string expected)
    {
        _bench.Server.Fault = _ => new HubReply(status) { Headers = code.Length == 0 ? [] : new() { ["X-Error-Code"] = code } };
        Assert.That(() => _bench.GetAsync(_bench.Options with { Token = token }), Throws.TypeOf<HubException>().With.Message.StartsWith("org/tiny: ").And.Message.Contains(expected));
        Assert.That(_bench.Server.Requests, Has.Count.EqualTo(1), "asking again would not help");
        _bench.AssertNothingBroken();
    }

    [Test]
    public void Get_WeightsRefused_SaysSo()
    {
        _bench.Server.Fault = request => request.IsFor(HubBench.Weights) ? new HubReply(403) { Headers = { ["X-Error-Code"] = "GatedRepo" } } : null;
        Assert.That(() => _bench.GetAsync(), Throws.TypeOf<HubException>().With.Message.Contains($"Accept the conditions at {_bench.Server.Address}org/tiny"));
        _bench.AssertNothingBroken();
    }

    [Test]
    public void Get_HubExplains_Repeated()
    {
        _bench.Server.Fault = _ => new HubReply(403) { Headers = { ["X-Error-Code"] = "GatedRepo", ["X-Error-Message"] = "Your request is under review." } };
        Assert.That(() => _bench.GetAsync(), Throws.TypeOf<HubException>().With.Message.EndsWith(" 127.0.0.1 says: Your request is under review."));
    }

    [TestCase(401)]
    [TestCase(403)]
    public void Get_RefusedElsewhere_NoConditionsToAccept(int status)
    {
        using HubServer other = new() { Fault = _ => new HubReply(status) };
        _bench.Server.Elsewhere = other;
        Assert.That(
            () => _bench.GetAsync(), Throws.TypeOf<HubException>().With.Message.StartsWith($"org/tiny: {HubBench.Weights}: 127.0.0.1 answered {status} ").And.Message.Not.Contains("ccept"));
    }

    [Test]
    public async Task Get_RedirectedElsewhere_WithoutTheToken()
    {
        using HubServer other = new();
        other.Add(HubBench.Repository, HubBench.Commit, _bench.Files);
        _bench.Server.Elsewhere = other;
        await _bench.GetAsync(_bench.Options with { Token = "secret" });
        _bench.AssertWhole();
        Assert.That(_bench.Server.Requests.Select(request => request.Headers.GetValueOrDefault("Authorization")), Is.All.EqualTo("Bearer secret"));
        Assert.That(other.Requests, Has.Count.EqualTo(11));
        Assert.That(other.Requests.Any(request => request.Headers.ContainsKey("Authorization")), Is.False);
        Assert.That(_bench.Server.Requests.Count(request => request.IsFor(HubBench.Weights)), Is.EqualTo(1), "later parts go where the first was sent");
    }

    [TestCase(401)]
    [TestCase(403)]
    [TestCase(404)]
    public async Task Get_RedirectedAddressExpires_AskedForAnew(int status)
    {
        using HubServer other = new();
        other.Add(HubBench.Repository, HubBench.Commit, _bench.Files);
        int served = 0;
        other.Fault = request => ++served == 5 ? new HubReply(status) : null;
        _bench.Server.Elsewhere = other;
        await _bench.GetAsync();
        _bench.AssertWhole();
        Assert.That(_bench.Server.Requests.Count(request => request.IsFor(HubBench.Weights)), Is.InRange(2, 4), "once for each part that was under way at most");
    }

    [Test]
    public async Task Get_RenamedRepository_FollowedWithTheToken()
    {
        _bench.Server.Fault = request => request.Path.Contains("org/old", StringComparison.Ordinal)
            ? new HubReply(307) { Headers = { ["Location"] = request.Path.Replace("org/old", "org/tiny", StringComparison.Ordinal) } }
            : null;
        Assert.That(await _bench.GetAsync(_bench.Options with { Token = "secret" }, model: "org/old"), Is.EqualTo(HubBench.Commit));
        Assert.That(_bench.Server.Requests.Select(request => request.Headers.GetValueOrDefault("Authorization")), Is.All.EqualTo("Bearer secret"));
    }

    [Test]
    public async Task Get_MirrorThatRedirects_HashFromTheHub()
    {
        using HubServer other = new();
        other.Add(HubBench.Repository, HubBench.Commit, _bench.Files);
        (_bench.Server.Elsewhere, _bench.Server.ListsHashes) = (other, false);
        await _bench.GetAsync();
        _bench.AssertWhole();
    }

    [Test]
    public void Get_RedirectsWithoutEnd_GivesUp()
    {
        _bench.Server.Fault = request => new HubReply(302) { Headers = { ["Location"] = request.Path } };
        Assert.That(() => _bench.GetAsync(), Throws.TypeOf<HubException>().With.Message.Contains("redirects without end"));
    }

    [TestCase("not json")]
    [TestCase("{ \"sha\": 3 }")]
    public void Get_NoList_SaysSo(string list)
    {
        _bench.Server.Fault = _ => new HubReply(200, System.Text.Encoding.UTF8.GetBytes(list));
        Assert.That(() => _bench.GetAsync(), Throws.TypeOf<HubException>().With.Message.Contains("is not a list of files"));
    }

    [Test]
    public async Task Get_PathsThatLeadOut_Ignored()
    {
        _bench.Files["../../evil.json"] = [1];
        _bench.Server.Add(HubBench.Repository, HubBench.Commit, _bench.Files);
        await _bench.GetAsync();
        Assert.That(_bench.Server.Requests.Any(request => request.Path.Contains("evil", StringComparison.Ordinal)), Is.False);
    }
}
