using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;
using Speech.Sdk.Evaluation.Results;
using Speech.Sdk.Tests.Cli;

namespace Speech.Sdk.Tests.Evaluation.Results;

/// <summary>What is kept of a run, whatever ends it.</summary>
public sealed class ResultLogTests
{
    private static readonly EvaluationClip[] Clips = [.. Enumerable.Range(0, 6).Select(number => new EvaluationClip
    {
        Id = $"set/{number}", Set = "set", Reference = $"number {number} „ü“ 数\n\"x\"", Language = "en", Duration = TimeSpan.FromSeconds(number + 0.25),
        Fields = new Dictionary<string, string> { ["accent"] = "us" },
    })];

    private TemporaryFolder _folder = null!;

    private string Log => _folder["results.jsonl"];

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Read_WhatWasAppended_IsAllThere()
    {
        ClipResult[] results = [Text(0), Failure(1), Text(2) with { Latency = TimeSpan.FromSeconds(0.125), Audio = TimeSpan.FromSeconds(2.25), Language = "de", Warnings = ["cut off"] }];
        Append(Header(3), results);
        RunResults run = ResultLogs.Read([Log]).Single();
        Assert.That(run.Clips.Select(Comparable), Is.EqualTo(results.Select(Comparable)));
        Assert.That(run.Run, Is.EqualTo(Header(3).Run));
        Assert.That(run.Wall, Is.EqualTo(TimeSpan.FromSeconds(3)));
        Assert.That(File.ReadAllText(Log), Does.Contain("„ü“ 数"), "letters of all scripts can be read in the log");
    }

    [Test]
    public void Open_LastLineCutOff_GoesOnBehindTheLastWholeOne([Values(1, 20, 200)] int left)
    {
        Append(Header(6), Text(0), Text(1));
        long whole = new FileInfo(Log).Length;
        Append(Header(6), Text(2));
        using (FileStream file = new(Log, FileMode.Open))
            file.SetLength(whole + left);

        using (ResultLog log = ResultLog.Open(Log, Header(6)))
        {
            Assert.That(log.Results.Keys, Is.EqualTo((int[])[0, 1]));
            log.Append(2, Text(2), TimeSpan.FromSeconds(1));
        }

        Assert.That(File.ReadAllLines(Log), Has.Length.EqualTo(4));
        Assert.That(ResultLogs.Read([Log], partial: true).Single().Clips, Has.Count.EqualTo(3));
    }

    [Test]
    public void Open_KilledWhileTheHeaderWasWritten_BeginsAnew()
    {
        Append(Header(6));
        using (FileStream file = new(Log, FileMode.Open))
            file.SetLength(30);
        Append(Header(6), Text(0));
        Assert.That(ResultLogs.Read([Log], partial: true).Single().Clips, Has.Count.EqualTo(1));
    }

    [Test]
    public void Open_Sessions_TheirClocksAreAddedUp()
    {
        Append(Header(4), Text(0), Text(1));
        Append(Header(4), Text(2));
        Append(Header(4), Text(3));
        Assert.That(ResultLogs.Read([Log]).Single().Wall, Is.EqualTo(TimeSpan.FromSeconds(2 + 1 + 1)));
    }

    [Test]
    public void Append_FailedClipAgain_TheLastResultCounts()
    {
        Append(Header(1), Failure(0));
        Append(Header(1), Text(0));
        Assert.That(ResultLogs.Read([Log]).Single().Clips.Single().Hypothesis, Is.EqualTo("text 0"));
    }

    [TestCase("the model's hash")]
    [TestCase("the options")]
    [TestCase("the hash of the clips")]
    public void Open_AnotherRunsLog_SaysWhatDiffers(string what)
    {
        Append(Header(6), Text(0));
        ResultLogHeader other = what switch
        {
            "the model's hash" => Header(6) with { Run = Header(6).Run with { ModelHash = "ffff" } },
            "the options" => Header(6) with { Run = Header(6).Run with { Options = "--beam-size 5" } },
            _ => Header(6) with { ClipsHash = ClipsHash.Of([Clips[0] with { Reference = "else" }]) },
        };
        Assert.That(() => ResultLog.Open(Log, other), Throws.TypeOf<SpeechException>().With.Message.Contains(what).And.Message.Contains(Log));
    }

    [Test]
    public void Open_AtAnotherTimeOnAnotherMachine_GoesOn()
    {
        Append(Header(6), Text(0));
        ResultLogHeader later = Header(6) with { Run = Header(6).Run with { Started = DateTimeOffset.UnixEpoch, Machine = "another" } };
        using ResultLog log = ResultLog.Open(Log, later);
        Assert.That(log.Results, Has.Count.EqualTo(1));
        Assert.That(log.Header.Run.Machine, Is.EqualTo(Header(6).Run.Machine));
    }

    [Test]
    public void Open_WhileAnotherWritesIt_SaysSo()
    {
        using ResultLog first = ResultLog.Open(Log, Header(6));
        Assert.That(() => ResultLog.Open(Log, Header(6)), Throws.TypeOf<SpeechException>().With.Message.Contains("another process"));
    }

    [TestCase("{\"a\":1}\n", "no result log")]
    [TestCase("RIFF\n", "no result log")]
    [TestCase("{\"evaluation\":99,\"header\":{}}\n", "version 99")]
    [TestCase("{\"evaluation\":1.5,\"header\":{}}\n", "version 1.5")]
    [TestCase("{\"evaluation\":\"1\",\"header\":{}}\n", "version \"1\"")]
    [TestCase("{\"evaluation\":1}\n", "no 'header'")]
    [TestCase("{\"evaluation\":1,\"header\":null}\n", "no 'header'")]
    [TestCase("{\"evaluation\":1,\"header\":{\"run\":null,\"clips\":1,\"clipsHash\":\"\",\"shard\":\"1/1\",\"shardClips\":1}}\n", "no result log")]
    [TestCase("{\"\\ud800\":1}\n", "no result log")]
    [TestCase("null\n", "no result log")]
    [TestCase("RIFF, and no line at all", "no result log")]
    [TestCase("{\"evaluation\":12}", "no result log")]
    public void Read_AnotherFile_SaysWhatItIsNot(string content, string problem)
    {
        File.WriteAllText(Log, content);
        Assert.That(() => ResultLogs.Read([Log]), Throws.TypeOf<SpeechException>().With.Message.Contains(problem).And.Message.StartsWith($"{Log}, line 1: "));
    }

    [Test]
    public void Read_NotEvenAWholeLine_SaysSo([Values("", "{\"evalu")] string content)
    {
        File.WriteAllText(Log, content);
        Assert.That(() => ResultLogs.Read([Log]), Throws.TypeOf<SpeechException>().With.Message.Contains("holds no whole line"));
    }

    [TestCase("my notes")]
    [TestCase("{\"evaluation\":1,\"header\":{\"run\"")]
    [TestCase("{\"evaluation\":1,\"score\":3}")]
    public void Open_FileWithoutAWholeLine_IsBegunAnewOnlyIfItIsALogs(string content)
    {
        File.WriteAllText(Log, content);
        if (content.EndsWith("\"run\"", StringComparison.Ordinal))
        {
            Append(Header(6), Text(0));
            return;
        }

        Assert.That(() => ResultLog.Open(Log, Header(6)), Throws.TypeOf<SpeechException>().With.Message.Contains("no result log"));
        Assert.That(File.ReadAllText(Log), Is.EqualTo(content));
    }

    [TestCase("{\"index\":0,\"resu")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{\"index\":0,\"session\":1,\"wall\":1}")]
    [TestCase("{\"index\":0,\"result\":null,\"session\":1,\"wall\":1}")]
    [TestCase("{\"index\":0,\"result\":{\"clip\":null},\"session\":1,\"wall\":1}")]
    [TestCase("{\"index\":0,\"result\":{\"clip\":{\"id\":null,\"set\":\"s\",\"reference\":\"\"}},\"session\":1,\"wall\":1}")]
    [TestCase("{\"index\":0,\"result\":{\"clip\":{\"id\":\"s/0\",\"set\":\"s\",\"reference\":\"\"}},\"session\":1,\"wall\":1e300}")]
    [TestCase("{\"index\":0,\"result\":{\"clip\":{\"id\":\"s/0\",\"set\":\"s\",\"reference\":\"\\ud800\"}},\"session\":1,\"wall\":1}")]
    [TestCase("{\"index\":0.5,\"result\":{\"clip\":{\"id\":\"s/0\",\"set\":\"s\",\"reference\":\"\"}},\"session\":1,\"wall\":1}")]
    [TestCase("{\"index\":6,\"result\":{\"clip\":{\"id\":\"s/0\",\"set\":\"s\",\"reference\":\"\"}},\"session\":1,\"wall\":1}")]
    public void Read_BrokenLineInTheMiddle_NamesIt(string broken)
    {
        Append(Header(2), Text(0), Text(1));
        string[] lines = File.ReadAllLines(Log);
        lines[1] = broken;
        File.WriteAllText(Log, string.Join('\n', lines) + "\n");
        Assert.That(() => ResultLogs.Read([Log]), Throws.TypeOf<SpeechException>().With.Message.StartsWith($"{Log}, line 2: "));
    }

    [Test]
    public void Read_Shards_JoinsThemInTheOrderOfTheClips()
    {
        string[] logs = Shards(3);
        RunResults run = ResultLogs.Read(logs.Reverse()).Single();
        Assert.That(run.Clips.Select(result => result.Clip.Id), Is.EqualTo(Clips.Select(clip => clip.Id)));
        Assert.That(run.Wall, Is.EqualTo(TimeSpan.FromSeconds(6)));
    }

    [Test]
    public void Read_ShardMissingOrUnfinished_SaysWhichUnlessAPartIsEnough()
    {
        string[] logs = Shards(3);
        string[] lines = File.ReadAllLines(logs[0]);
        File.WriteAllText(logs[0], string.Join('\n', lines[..^1]) + "\n");
        Assert.That(() => ResultLogs.Read(logs[..2]), Throws.TypeOf<SpeechException>().With.Message.Contains("1 of 2 clips").And.Message.Contains("shard 3 of 3 is missing"));
        Assert.That(ResultLogs.Read(logs[..2], partial: true).Single().Clips, Has.Count.EqualTo(3));
    }

    [Test]
    public void Read_ShardTwice_NamesBoth()
    {
        string[] logs = Shards(2);
        Assert.That(() => ResultLogs.Read([.. logs, logs[1]]), Throws.TypeOf<SpeechException>().With.Message.Contains("2/2").And.Message.Contains("more than once"));
    }

    [Test]
    public void Read_TwoRuns_SideBySideUnlessTheyShareAName()
    {
        Append(Header(1), Text(0));
        ResultLogHeader other = Header(1) with { Run = Header(1).Run with { Name = "other", ModelHash = "ffff" } };
        Append(_folder["other.jsonl"], other, Text(0));
        Append(_folder["same.jsonl"], other with { Run = other.Run with { Name = "run" } }, Text(0));
        Assert.That(ResultLogs.Read([Log, _folder["other.jsonl"]]).Select(run => run.Run.Name), Is.EqualTo((string[])["run", "other"]));
        Assert.That(() => ResultLogs.Read([Log, _folder["same.jsonl"]]), Throws.TypeOf<SpeechException>().With.Message.Contains("the model's hash"));
    }

    private static object Comparable(ClipResult result) => (
        result.Clip.Id, result.Clip.Reference, result.Clip.Duration, result.Clip.Fields["accent"], result.Hypothesis, result.Error, result.Language, result.Latency, result.Audio,
        string.Join('|', result.Warnings));

    private static ClipResult Text(int clip) => new() { Clip = Clips[clip], Hypothesis = $"text {clip}" };

    private static ClipResult Failure(int clip) => new() { Clip = Clips[clip], Error = "broken" };

    private static ResultLogHeader Header(int clips, ClipShard? shard = null, int? shardClips = null) => new()
    {
        Run = new RunInfo { Name = "run", Model = "model", ModelHash = "aaaa", Kind = "whisper int8", Machine = "a machine", Started = DateTimeOffset.UnixEpoch.AddDays(20_000) },
        Clips = clips, ClipsHash = ClipsHash.Of(Clips), Shard = shard ?? new ClipShard(1, 1), ShardClips = shardClips ?? clips,
    };

    private void Append(ResultLogHeader header, params ClipResult[] results) => Append(Log, header, results);

    private static void Append(string path, ResultLogHeader header, params ClipResult[] results)
    {
        using ResultLog log = ResultLog.Open(path, header);
        for (int number = 0; number < results.Length; number++)
            log.Append(Array.FindIndex(Clips, clip => clip.Id == results[number].Clip.Id), results[number], TimeSpan.FromSeconds(number + 1));
    }

    private string[] Shards(int count) => [.. Enumerable.Range(1, count).Select(number =>
    {
        string path = _folder[$"results.{number}-of-{count}.jsonl"];
        int[] mine = [.. Enumerable.Range(0, Clips.Length).Where(clip => clip % count == number - 1)];
        Append(path, Header(Clips.Length, new ClipShard(number, count), mine.Length), [.. mine.Select(Text)]);
        return path;
    })];
}
