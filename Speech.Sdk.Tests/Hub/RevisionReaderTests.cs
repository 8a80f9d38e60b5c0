using System.Text;
using Speech.Sdk.Models.Hub;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Hub;

/// <summary>What a server says of a revision, right or wrong, before it becomes files.</summary>
public sealed class RevisionReaderTests
{
    private HubBench _bench = null!;

    [SetUp]
    public void Open() => _bench = new HubBench();

    [TearDown]
    public void Close() => _bench.Dispose();

    [TestCase("null")]
    [TestCase("\"\"")]
    [TestCase("\"../../../elsewhere\"")]
    [TestCase("\"0123456789abcdef0123456789abcdef0123456\"")]
    [TestCase("\"0123456789abcdef0123456789abcdef01234567\\n\"")]
    [TestCase("\"0123456789ABCDEF0123456789ABCDEF01234567\"")]
    public void Get_ShaThatIsNoCommit_Refused(string sha)
    {
        List($$"""{ "sha": {{sha}}, "siblings": [] }""");
        Assert.That(() => _bench.GetAsync(), Throws.TypeOf<HubException>().With.Message.Contains("is not a list of files (its sha is no commit)"));
    }

    [Test]
    public void Get_AnotherCommitThanAskedFor_Refused()
    {
        const string asked = "ffff456789abcdef0123456789abcdef01234567";
        Assert.That(
            () => _bench.GetAsync(model: $"{HubBench.Repository}@{asked}"),
            Throws.TypeOf<HubException>().With.Message.StartsWith($"org/tiny@{asked}: 127.0.0.1 answered with the commit {HubBench.Commit}"));
    }

    [TestCase("""{ "rfilename": null }""")]
    [TestCase("""{ "size": 3 }""")]
    [TestCase("\"config.json\"")]
    public void Get_FileWithoutName_Refused(string file)
    {
        List($$"""{ "sha": "{{HubBench.Commit}}", "siblings": [{{file}}] }""");
        Assert.That(() => _bench.GetAsync(), Throws.TypeOf<HubException>().With.Message.Contains("is not a list of files"));
    }

    [Test]
    public void Get_NobodyListens_GivesUpAfterThreeAttempts()
    {
        // A port that was free a moment ago.
        using System.Net.Sockets.TcpListener free = new(System.Net.IPAddress.Loopback, 0);
        free.Start();
        Uri nobody = new($"http://127.0.0.1:{((System.Net.IPEndPoint)free.LocalEndpoint).Port}");
        free.Stop();

        Assert.That(
            () => _bench.GetAsync(_bench.Options with { Endpoint = nobody }),
            Throws.TypeOf<HubException>().With.Message.Contains("the connection to 127.0.0.1 failed").And.Message.Contains("3 times in a row"));
        Assert.That(_bench.Pauses, Has.Count.EqualTo(2));
    }

    [TestCase("1.5")]
    [TestCase("-1")]
    [TestCase("9223372036854775807")]
    [TestCase("1e400")]
    [TestCase("99999999999999999999")]
    [TestCase("\"3\"")]
    [TestCase("null")]
    public async Task Get_SizeThatIsNone_AskedForFileByFile(string size)
    {
        List($$"""
            { "sha": "{{HubBench.Commit}}", "siblings": [
              { "rfilename": "config.json", "size": {{size}} }, { "rfilename": "vocab.json" },
              { "rfilename": "{{HubBench.Weights}}", "lfs": { "sha256": null, "size": {{size}} } }] }
            """);
        await _bench.GetAsync();
        _bench.AssertWhole();
    }

    [TestCase("config.json", true)]
    [TestCase("language_model/lm.arpa", true)]
    [TestCase(".gitattributes", true)]
    [TestCase("console.json", true)]
    [TestCase("com10.json", true)]
    [TestCase("", false)]
    [TestCase("../evil", false)]
    [TestCase("a/../../evil", false)]
    [TestCase("/etc/passwd", false)]
    [TestCase("a//b", false)]
    [TestCase("a\\b", false)]
    [TestCase("c:evil", false)]
    [TestCase("a\nb", false)]
    [TestCase("nul", false)]
    [TestCase("onnx/CON.onnx", false)]
    [TestCase("aux .json", false)]
    [TestCase("lpt1.tar.gz", false)]
    [TestCase("COM¹", false)]
    [TestCase("model.safetensors.", false)]
    [TestCase("folder /model.safetensors", false)]
    public void IsPlain_Path_FileOfTheFolderOnEverySystem(string path, bool expected) => Assert.That(HubPath.IsPlain(path), Is.EqualTo(expected));

    private void List(string json) => _bench.Server.Fault = request => request.IsForList ? new HubReply(200, Encoding.UTF8.GetBytes(json)) : null;
}
