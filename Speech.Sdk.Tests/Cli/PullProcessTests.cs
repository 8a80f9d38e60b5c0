using System.Diagnostics;
using Speech.Sdk.Tests.Hub;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

/// <summary>The real executable against a hub on this machine.</summary>
public sealed class PullProcessTests
{
    private const string Weights = "model.safetensors";

    private HubServer _server = null!;
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Open()
    {
        _server = new HubServer();
        _folder = new TemporaryFolder();
        _server.Add("org/digits", HubBench.Commit, Shared.Path("models/xls-r-digits"));
    }

    [TearDown]
    public void Close()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task Pull_ThenTranscribe_OfflineToo()
    {
        (int exitCode, string output, string error) = await ChildProcess.RunAsync(Start("pull", "org/digits", "--precision", "int8"));
        Assert.That(exitCode, Is.Zero, error);
        Assert.That(File.Exists(Path.Combine(output.Trim(), "speech.json")), Is.True);

        (_, string listed, _) = await ChildProcess.RunAsync(Start("models", "list"));
        Assert.That(listed, Does.Match(@"(?m)^\* org/digits +downloaded, int8$").And.Match("(?m)^\\* whisper-base "));
        (_, string shown, _) = await ChildProcess.RunAsync(Start("models", "show", "org/digits"));
        Assert.That(shown, Does.Match(@"(?m)^folder: +/.*models--org--digits/snapshots/").And.Match("(?m)^converted: +int8$"));

        string clip = Directory.GetFiles(Shared.Path("models/xls-r-digits/samples"), "*.wav").Order(StringComparer.Ordinal).First();
        (int heard, string named, string problem) = await ChildProcess.RunAsync(Start("transcribe", clip, "--model", "org/digits", "--precision", "int8"));
        Assert.That((heard, problem), Is.EqualTo((0, "")));
        ProcessStartInfo offline = Start("transcribe", clip, "--model", "org/digits", "--precision", "int8");
        offline.Environment["HF_HUB_OFFLINE"] = "1";
        int before = _server.Requests.Count;
        Assert.That((await ChildProcess.RunAsync(offline)).Output, Is.EqualTo(named));
        Assert.That(_server.Requests, Has.Count.EqualTo(before));
        Assert.That((await ChildProcess.RunAsync(CliProcess.Start("transcribe", clip, "--model", output.Trim()))).Output, Is.EqualTo(named));

        (_, string list, _) = await ChildProcess.RunAsync(Start("models", "show", "openai/whisper-small"));
        Assert.That(list, Does.Contain("apache-2.0").And.Contain("not on this machine"));
    }

    [Test]
    public async Task Pull_Interrupted_TheNextOneGoesOn()
    {
        ChildProcess.RequireSignal("INT");
        byte[] weights = await File.ReadAllBytesAsync(Shared.Path("models/xls-r-digits/" + Weights));
        TaskCompletionSource never = new();
        TaskCompletionSource half = new();
        _server.Fault = request =>
        {
            if (!request.IsFor(Weights))
                return null;
            half.TrySetResult();
            return new HubReply(200, weights) { CutAfter = weights.Length / 2, Gate = never.Task };
        };
        using Process process = Process.Start(Redirected(Start("pull", "org/digits")))!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        await half.Task;
        string partial = Path.Combine(_folder["home/hub/models--org--digits/blobs"], HubServer.HashOf(Weights, weights) + ".incomplete");
        while (!File.Exists(partial) || new FileInfo(partial).Length < weights.Length / 2)
            await Task.Delay(20);
        await ChildProcess.SignalAsync(process, "INT");
        await ChildProcess.EndAsync(process);
        never.SetResult();
        Assert.That(process.ExitCode, Is.EqualTo(130), await error);
        Assert.That(await File.ReadAllBytesAsync(partial), Is.EqualTo(weights[..(weights.Length / 2)]));

        _server.Fault = _ => null;
        int before = _server.Requests.Count;
        (int exitCode, _, string problem) = await ChildProcess.RunAsync(Start("pull", "org/digits"));
        Assert.That(exitCode, Is.Zero, problem);
        Assert.That(_server.Requests.Skip(before).Single(request => request.IsFor(Weights)).Range, Is.EqualTo(((long)(weights.Length / 2), (long?)null)));
    }

    [Test]
    public async Task Pull_TwoProcesses_DownloadedAndConvertedOnce()
    {
        (int ExitCode, string Output, string Error)[] both = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => ChildProcess.RunAsync(Start("pull", "org/digits"))));
        Assert.That(both.Select(one => one.ExitCode), Is.All.Zero, string.Concat(both.Select(one => one.Error)));
        Assert.That(both[0].Output, Is.EqualTo(both[1].Output));
        Assert.That(_server.Requests.Count(request => request.IsFor(Weights)), Is.EqualTo(1));
        Assert.That(both.Sum(one => one.Error.Split('\n').Count(line => line.Contains("converting", StringComparison.Ordinal))), Is.EqualTo(1));
    }

    private ProcessStartInfo Start(params string[] arguments)
    {
        ProcessStartInfo start = CliProcess.Start(arguments);
        foreach ((string name, string value) in new[]
        {
            ("HF_ENDPOINT", _server.Address.AbsoluteUri), ("HF_HOME", _folder["home"]), ("SPEECH_CACHE", _folder["speech"]), ("NO_PROXY", "127.0.0.1"),
        })
        {
            start.Environment[name] = value;
        }

        foreach (string name in (string[])["HF_TOKEN", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
            start.Environment.Remove(name);
        return start;
    }

    private static ProcessStartInfo Redirected(ProcessStartInfo start)
    {
        start.RedirectStandardError = start.RedirectStandardOutput = true;
        return start;
    }
}
