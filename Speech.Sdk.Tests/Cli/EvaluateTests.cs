using System.Text.Json.Nodes;
using Speech.Sdk.Inference;
using Speech.Sdk.Tests.Hub;
using Speech.Sdk.Tests.Transcripts;

namespace Speech.Sdk.Tests.Cli;

/// <summary><c>speech evaluate</c> with a recogniser that answers with what the file is called.</summary>
public sealed class EvaluateTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create()
    {
        _folder = new TemporaryFolder("clips/one.wav", "clips/two.wav", "clips/three.wav");
        WriteManifest("clips", ("one.wav", "hello from one"), ("two.wav", "hello from two"), ("three.wav", "goodbye from three"));
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Evaluate_WithoutOutput_PrintsTheTableAndLeavesNothing()
    {
        string[] before = [.. _folder.Files()];
        CliRun run = Run();
        Assert.That(await run.InvokeAsync("evaluate", _folder["clips"]), Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("whisper-base").And.Contain("11.1"), "one of nine words is wrong");
        Assert.That(_folder.Files(), Is.EqualTo(before));
        Assert.That(run.Error, Is.Empty);
    }

    [Test]
    public async Task Evaluate_WithOutput_WritesEveryReportAndGoesOnFromIt()
    {
        CliRun first = Run();
        Assert.That(await first.InvokeAsync("evaluate", _folder["clips"], "--output", _folder["out"]), Is.Zero, first.Error);
        Assert.That(_folder.Files("out"), Is.EqualTo((string[])["clips.csv", "report.html", "report.json", "report.md", "results/whisper-base.jsonl", "summary.csv"]));
        Assert.That(first.Recognizer.Heard, Has.Count.EqualTo(3));

        CliRun second = Run();
        Assert.That(await second.InvokeAsync("evaluate", _folder["clips"], "--output", _folder["out"]), Is.Zero);
        Assert.That(second.Recognizer.Heard, Is.Empty);
        Assert.That(second.Output, Is.EqualTo(first.Output));
        Assert.That(second.Error, Does.Contain("3 of 3 clips have a result"));
    }

    [Test]
    public async Task Evaluate_SomeClipsFail_TellsThemAndGoesOn([Values] bool counted)
    {
        File.Delete(_folder["clips/two.wav"]);
        CliRun run = Run(name => name.EndsWith("two.wav", StringComparison.Ordinal) ? throw new AudioFormatException($"{name}: there is no such file; check the path.") : null);
        string[] options = counted ? ["--count-failures"] : [];
        Assert.That(await run.InvokeAsync(["evaluate", _folder["clips"], "--format", "json", .. options]), Is.EqualTo(2));
        Assert.That(run.ErrorLines, Has.Exactly(1).StartsWith("error: whisper-base: clips/two: ").And.Contains("no such file"));
        Assert.That(run.ErrorLines, Has.Exactly(1).StartsWith("error: whisper-base: 1 of 3 clips failed"));
        JsonNode total = JsonNode.Parse(run.Output)!["runs"]![0]!["total"]!;
        Assert.That(((int)total["failed"]!, (int)total["words"]!["deletions"]!), Is.EqualTo((1, counted ? 3 : 0)), run.Output);
    }

    [Test]
    public async Task Evaluate_Shards_MergeIntoTheReportOfOneRun()
    {
        CliRun whole = Run();
        await whole.InvokeAsync("evaluate", _folder["clips"], "--format", "csv");
        for (int shard = 2; shard >= 1; shard--)
        {
            CliRun part = Run();
            Assert.That(await part.InvokeAsync("evaluate", _folder["clips"], "--shard", $"{shard}/2", "--output", _folder["out"]), Is.Zero, part.Error);
            Assert.That(part.Output, Is.Empty);
            Assert.That(part.Error, Does.Contain("speech evaluate merge"));
        }

        CliRun merge = Run();
        Assert.That(await merge.InvokeAsync("evaluate", "merge", _folder["out"], "--format", "csv"), Is.Zero, merge.Error);
        Assert.That(WithoutTimes(merge.Output), Is.EqualTo(WithoutTimes(whole.Output)));
    }

    [Test]
    public async Task Merge_ShardMissing_SaysWhich()
    {
        await Run().InvokeAsync("evaluate", _folder["clips"], "--shard", "1/2", "--output", _folder["out"]);
        CliRun merge = Run();
        Assert.That(await merge.InvokeAsync("evaluate", "merge", _folder["out"]), Is.EqualTo(2));
        Assert.That(merge.Error, Does.Contain("shard 2 of 2 is missing"));
        CliRun partial = Run();
        Assert.That(await partial.InvokeAsync("evaluate", "merge", _folder["out"], "--partial"), Is.Zero, partial.Error);
    }

    [Test]
    public async Task Evaluate_TwoModelsAndTextsMadeElsewhere_AreSetSideBySide()
    {
        File.WriteAllLines(_folder["other.txt"], ["one hello from one", "two hello from too", "three goodbye from three"]);
        CliRun run = Run();
        Assert.That(
            await run.InvokeAsync("evaluate", _folder["clips"], "--model", "a=whisper-base", "-m", "b=whisper-base", "--hypotheses", $"other={_folder["other.txt"]}", "--format", "json"),
            Is.Zero, run.Error);
        JsonNode report = JsonNode.Parse(run.Output)!;
        Assert.That(report["runs"]!.AsArray().Select(each => (string)each!["name"]!), Is.EqualTo((string[])["a", "b", "other"]));
        Assert.That(report["comparisons"]!.AsArray(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Evaluate_HypothesesAlone_LoadsNoModel()
    {
        File.WriteAllLines(_folder["other.txt"], ["one hello from one", "three goodbye from three"]);
        CliRun run = Run();
        Assert.That(await run.InvokeAsync("evaluate", _folder["clips"], "--hypotheses", _folder["other.txt"]), Is.EqualTo(2));
        Assert.That(run.LoadedModel, Is.Null);
        Assert.That(run.ErrorLines.Single(), Does.Contain("other: 1 of 3 clips failed").And.Contain("clips/two").And.Contain("no text"));
    }

    [Test]
    public async Task Evaluate_GoingOnWithFailedClips_TellsThemAgain()
    {
        File.Delete(_folder["clips/two.wav"]);
        CliRun first = Run(name => name.EndsWith("two.wav", StringComparison.Ordinal) ? throw new AudioFormatException($"{name}: there is no such file; check the path.") : null);
        await first.InvokeAsync("evaluate", _folder["clips"], "--output", _folder["out"]);
        CliRun again = Run();
        Assert.That(await again.InvokeAsync("evaluate", _folder["clips"], "--output", _folder["out"]), Is.EqualTo(2));
        Assert.That(again.ErrorLines, Has.Exactly(1).Contains("1 of 3 clips failed; the first is clips/two"));
        CliRun retried = Run();
        Assert.That(await retried.InvokeAsync("evaluate", _folder["clips"], "--output", _folder["out"], "--retry-failed"), Is.Zero, retried.Error);
        Assert.That(retried.Recognizer.Heard, Is.EqualTo((string[])["two.wav"]));
    }

    [Test]
    public async Task Evaluate_HypothesesLineByLine_FollowTheInputsWhateverIsChosen()
    {
        File.WriteAllLines(_folder["lines.txt"], ["hello from one", "hello from two", "goodbye from three"]);
        foreach (string[] choice in new string[][] { [], ["--seed", "1"], ["--seed", "2", "--limit", "2"], ["--limit", "1"] })
        {
            CliRun run = Run();
            Assert.That(await run.InvokeAsync(["evaluate", _folder["clips"], "--hypotheses", _folder["lines.txt"], "--hypotheses-kind", "lines", "--format", "json", .. choice]), Is.Zero, run.Error);
            Assert.That((double)JsonNode.Parse(run.Output)!["runs"]![0]!["total"]!["words"]!["wer"]!, Is.Zero, string.Join(' ', choice));
        }
    }

    [Test]
    public async Task Evaluate_TextsWithoutAClip_AreAnErrorUnlessAllowed([Values] bool allowed)
    {
        File.WriteAllLines(_folder["other.txt"], ["one a", "two b", "three c", "four d"]);
        CliRun run = Run();
        string[] options = allowed ? ["--allow-unmatched"] : [];
        Assert.That(await run.InvokeAsync(["evaluate", _folder["clips"], "--hypotheses", _folder["other.txt"], .. options]), Is.EqualTo(allowed ? 0 : 2));
        Assert.That(run.Error, Does.Contain(allowed ? "1 text belongs to no clip and is left out" : "'four'"));
    }

    [Test]
    public async Task Evaluate_FieldThatNoClipHas_IsTold()
    {
        CliRun run = Run();
        await run.InvokeAsync("evaluate", _folder["clips"], "--group-by", "accnt,speaker");
        Assert.That(run.ErrorLines.Single(), Does.StartWith("note: --group-by: no clip has a field 'accnt'"));
    }

    [Test]
    public async Task Evaluate_SecondModelUnknown_IsToldBeforeTheFirstIsRun()
    {
        CliRun run = Run();
        Assert.That(await run.InvokeAsync("evaluate", _folder["clips"], "-m", "whisper-base", "-m", "no-such-model"), Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("no-such-model"));
        Assert.That(run.LoadedModel, Is.Null);
    }

    [Test]
    public async Task Evaluate_ModelOfTheHub_PulledOnceAndWhatIsHashedIsRun()
    {
        using HubBench hub = new();
        List<string> hashed = [];
        CliRun run = Run(variables: new() { ["HF_ENDPOINT"] = hub.Server.Address.AbsoluteUri, ["HF_HUB_CACHE"] = hub.Folder["hub"], ["SPEECH_CACHE"] = hub.Folder["speech"] }, hash: (model, _) =>
        {
            hashed.Add(model);
            // Somebody pushes while the model is hashed.
            hub.Server.Add(HubBench.Repository, "ffff456789abcdef0123456789abcdef01234567", new Dictionary<string, byte[]>(hub.Files) { ["config.json"] = "{}"u8.ToArray() });
            return Task.FromResult("hash");
        });
        Assert.That(await run.InvokeAsync("evaluate", _folder["clips"], "--model", HubBench.Repository, "--quiet"), Is.Zero, run.Error);
        Assert.That(hub.Server.Requests.Count(request => request.IsForList), Is.EqualTo(1));
        Assert.That(run.LoadedModel, Is.EqualTo(hashed.Single()));
    }

    [Test]
    public async Task Evaluate_DraftOfTheHub_PulledOnceForAllModels()
    {
        using HubBench hub = new();
        CliRun run = Run(variables: new() { ["HF_ENDPOINT"] = hub.Server.Address.AbsoluteUri, ["HF_HUB_CACHE"] = hub.Folder["hub"], ["SPEECH_CACHE"] = hub.Folder["speech"] });
        Assert.That(await run.InvokeAsync("evaluate", _folder["clips"], "-m", "a=whisper-base", "-m", "b=whisper-base", "--draft-model", HubBench.Repository, "--quiet"), Is.Zero, run.Error);
        Assert.That(hub.Server.Requests.Count(request => request.IsForList), Is.EqualTo(1));
        Assert.That(run.LoadedWith!.DraftModel, Does.StartWith(hub.Folder["speech"]));
    }

    [Test]
    public async Task Evaluate_FileOfAnOptionChanges_IsAnotherRun()
    {
        File.WriteAllText(_folder["hot.txt"], "one\n");
        string[] arguments = ["evaluate", _folder["clips"], "--output", _folder["out"], "--hotwords-file", _folder["hot.txt"]];
        Assert.That(await Run().InvokeAsync(arguments), Is.Zero);
        File.WriteAllText(_folder["hot.txt"], "two\n");
        CliRun run = Run();
        Assert.That(await run.InvokeAsync(arguments), Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("the options was").And.Contain("SHA-256"));
    }

    [TestCase("--shard 3/2 --output out", "3/2")]
    [TestCase("--shard 1/2 --output out --normalizer none", "'speech evaluate merge'")]
    [TestCase("--audio-limit 300", "0 to 256")]
    [TestCase("--allow-unmatched", "--hypotheses")]
    [TestCase("--shard 1/2", "--output DIR")]
    [TestCase("--limit 0", "1 or more")]
    [TestCase("--normalizer nothing-like-it", "nothing-like-it")]
    [TestCase("--reports md", "--output DIR")]
    [TestCase("--model a=whisper-base --model a=whisper-base", "2 runs are called 'a'")]
    [TestCase("--model a/b=whisper-base", "cannot name a file")]
    [TestCase("--confidence 95", "--confidence is 95")]
    [TestCase("--kind tape", "tape")]
    [TestCase("--no-such-option", "'--no-such-option' is not an option of 'speech evaluate'")]
    [TestCase("--beam-size 0", "--beam-size is 0")]
    public async Task Evaluate_WrongOption_SaysWhatWasExpectedBeforeAnythingIsLoaded(string options, string expected)
    {
        CliRun run = Run();
        Assert.That(await run.InvokeAsync(["evaluate", _folder["clips"], .. options.Replace(" out", $" {_folder["out"]}", StringComparison.Ordinal).Split(' ')]), Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain(expected));
        Assert.That(run.LoadedModel, Is.Null);
    }

    [Test]
    public async Task Evaluate_OtherOptionsIntoTheSameFolder_SaysWhatDiffers()
    {
        await Run().InvokeAsync("evaluate", _folder["clips"], "--output", _folder["out"]);
        CliRun run = Run();
        Assert.That(await run.InvokeAsync("evaluate", _folder["clips"], "--output", _folder["out"], "--beam-size", "5"), Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("--beam-size 5"));
        CliRun faster = Run();
        Assert.That(await faster.InvokeAsync("evaluate", _folder["clips"], "--output", _folder["out"], "--batch-size", "2", "--threads", "1"), Is.Zero, "no text depends on these");
    }

    [Test]
    public async Task Evaluate_LimitAndSeed_ChooseTheSameClipsAgain()
    {
        CliRun first = Run(), second = Run();
        await first.InvokeAsync("evaluate", _folder["clips"], "--limit", "2", "--seed", "7");
        await second.InvokeAsync("evaluate", _folder["clips"], "--limit", "2", "--seed", "7", "--batch-size", "1");
        Assert.That(first.Recognizer.Heard, Has.Count.EqualTo(2).And.EquivalentTo(second.Recognizer.Heard));
    }

    private static CliRun Run(Func<string, object?>? before = null, Dictionary<string, string>? variables = null, Func<string, CancellationToken, Task<string>>? hash = null) => new()
    {
        Variables = variables ?? [],
        HashModel = hash,
        Recognizer = new FakeRecognizer
        {
            Answer = (name, _, _) =>
            {
                before?.Invoke(name);
                return Task.FromResult(TranscriptExamples.Create((0, 1.5, $" Hello from {Path.GetFileNameWithoutExtension(name)}.")));
            },
            Info = new RecognizerInfo { Model = "fake", Family = "fake", Languages = ["en"], SampleRate = 16_000, Precision = "fp32", ExecutionProvider = ExecutionProvider.Cpu },
        },
    };

    private static IEnumerable<string> WithoutTimes(string csv)
    {
        string[] lines = csv.Split('\n');
        int latency = Array.IndexOf(lines[0].Split(','), "latency");
        return lines.Select(line => string.Join(',', line.Split(',').Where((_, column) => column != latency)));
    }

    private void WriteManifest(string set, params (string Audio, string Text)[] clips) => File.WriteAllLines(
        _folder[$"{set}/manifest.jsonl"], clips.Select(clip => new JsonObject { ["audio"] = clip.Audio, ["text"] = clip.Text, ["lang"] = "en" }.ToJsonString()));
}
