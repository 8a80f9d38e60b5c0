using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;
using Speech.Sdk.Evaluation.Results;
using Speech.Sdk.Evaluation.Runs;
using Speech.Sdk.Inference;
using Speech.Sdk.Tests.Cli;

namespace Speech.Sdk.Tests.Evaluation.Runs;

/// <summary>Clips through a recogniser that says what the test wants.</summary>
public sealed class EvaluationRunTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Run_Resumed_HearsWhatIsLeftAndNothingTwice()
    {
        FakeRecognizer recognizer = new();
        EvaluationClip[] clips = Clips("a", "b", "c", "d");
        using (ResultLog log = Open(clips))
            await new EvaluationRun(recognizer).RunAsync(clips, [0, 2], log);
        using (ResultLog log = Open(clips))
        {
            await new EvaluationRun(recognizer).RunAsync(clips, [0, 1, 2, 3], log);
            Assert.That(log.Results.Values.Select(line => line.Result.Hypothesis), Is.EqualTo((string[])[" Hello from a.", " Hello from b.", " Hello from c.", " Hello from d."]));
        }

        Assert.That(recognizer.Heard, Is.EquivalentTo((string[])["a", "c", "b", "d"]));
    }

    [Test]
    public async Task Run_ClipFails_IsLoggedAndTriedAgainOnlyIfAsked([Values] bool retries)
    {
        int calls = 0;
        FakeRecognizer recognizer = new()
        {
            Answer = (name, _, _) => name == "b" && calls++ == 0 ? throw new AudioFormatException("b: is broken.") : Task.FromResult(FakeRecognizer.Hello(name)),
        };
        EvaluationClip[] clips = Clips("a", "b", "c");
        using (ResultLog log = Open(clips))
        {
            await new EvaluationRun(recognizer).RunAsync(clips, [0, 1, 2], log);
            Assert.That(log.Results[1].Result.Error, Is.EqualTo("b: is broken."));
            Assert.That(log.Results, Has.Count.EqualTo(3));
        }

        using (ResultLog log = Open(clips))
        {
            await new EvaluationRun(recognizer, new EvaluationRunOptions { RetriesFailures = retries }).RunAsync(clips, [0, 1, 2], log);
            Assert.That(log.Results[1].Result.Error is null, Is.EqualTo(retries));
        }
    }

    [Test]
    public async Task Run_ClipWithoutAudio_Fails()
    {
        EvaluationClip[] clips = [Clips("a")[0] with { AudioPath = null }];
        using ResultLog log = Open(clips);
        await new EvaluationRun(new FakeRecognizer()).RunAsync(clips, [0], log);
        Assert.That(log.Results[0].Result.Error, Does.Contain("no audio"));
    }

    // What the list says, what the model is told.
    [TestCase("de", "de")]
    [TestCase("de-CH", "de")]
    [TestCase("cmn", "zh")]
    [TestCase("und", null)]
    [TestCase(null, null)]
    [TestCase("tlh", null)]
    public async Task Run_LanguageOfTheList_IsToldWhereTheModelKnowsIt(string? listed, string? told)
    {
        List<string?> asked = [];
        FakeRecognizer recognizer = Multilingual(asked);
        EvaluationClip[] clips = [Clips("a")[0] with { Language = listed }];
        using ResultLog log = Open(clips);
        await new EvaluationRun(recognizer).RunAsync(clips, [0], log);
        Assert.That(asked, Is.EqualTo((string?[])[told]));
    }

    /// <summary>A model that cannot tell languages would write such a clip in its standard one, and the score would say nothing.</summary>
    [TestCase("tlh", "tlh")]
    [TestCase("tlh-AU", "tlh")]
    [TestCase("az", "az", Description = "the model has it in two scripts, and the list says nothing of scripts")]
    public async Task Run_LanguageThatCannotBeToldToAModelThatDetectsNone_IsAFailure(string listed, string named)
    {
        List<string?> asked = [];
        EvaluationClip[] clips = [Clips("a")[0] with { Language = listed }, Clips("b")[0] with { Language = "de" }, Clips("c")[0]];
        using ResultLog log = Open(clips);
        await new EvaluationRun(Multilingual(asked, detects: false)).RunAsync(clips, [0, 1, 2], log);
        Assert.That(asked, Is.EquivalentTo((string?[])["de", null]), "a clip without a language is heard as the model does by itself");
        Assert.That(log.Results[0].Result.Error, Does.Contain($"'{named}'").And.Contain("azj-script_cyrillic, azj-script_latin").And.Contain("fake").And.Contain("--language CODE").And.Contain("Transcription.Language"));
        Assert.That(log.Results.Values.Count(line => line.Result.Error is not null), Is.EqualTo(1));
    }

    [Test]
    public async Task Run_LanguageOfTheOptionsToAModelThatDetectsNone_HoldsForAll()
    {
        List<string?> asked = [];
        EvaluationClip[] clips = [Clips("a")[0] with { Language = "tlh" }];
        using ResultLog log = Open(clips);
        await new EvaluationRun(Multilingual(asked, detects: false), new() { Transcription = new() { Language = "de" } }).RunAsync(clips, [0], log);
        Assert.That((log.Results[0].Result.Error, asked.Single()), Is.EqualTo(((string?)null, "de")));
    }

    [TestCase("fr", true, "fr")]
    [TestCase(null, false, null)]
    public async Task Run_LanguageOfTheOptions_GoesBeforeTheList(string? given, bool tells, string? told)
    {
        List<string?> asked = [];
        EvaluationClip[] clips = [Clips("a")[0] with { Language = "de" }];
        using ResultLog log = Open(clips);
        EvaluationRunOptions options = new() { Transcription = new TranscriptionOptions { Language = given }, TellsLanguages = tells };
        await new EvaluationRun(Multilingual(asked), options).RunAsync(clips, [0], log);
        Assert.That(asked, Is.EqualTo((string?[])[told]));
    }

    [Test]
    public async Task Run_ModelOfOneLanguage_IsToldNone()
    {
        List<string?> asked = [];
        EvaluationClip[] clips = [Clips("a")[0] with { Language = "en" }];
        FakeRecognizer recognizer = Multilingual(asked);
        using ResultLog log = Open(clips);
        await new EvaluationRun(new FakeRecognizer { Answer = recognizer.Answer }).RunAsync(clips, [0], log);
        Assert.That(asked, Is.EqualTo((string?[])[null]));
    }

    [Test]
    public async Task Run_Progress_CountsUpToTheEnd()
    {
        Reports reports = new();
        EvaluationClip[] clips = [.. Clips("a", "b").Select(clip => clip with { Duration = TimeSpan.FromSeconds(1.5) })];
        using ResultLog log = Open(clips);
        await new EvaluationRun(new FakeRecognizer(), new EvaluationRunOptions { Progress = reports }).RunAsync(clips, [0, 1], log);
        Assert.That(reports.All[0], Is.EqualTo(new EvaluationProgress(0, 0, 0, 2, TimeSpan.Zero, TimeSpan.FromSeconds(3), reports.All[0].Elapsed, null)));
        Assert.That((reports.All[^1].Done, reports.All[^1].Heard, reports.All[^1].Left), Is.EqualTo((2, TimeSpan.FromSeconds(3), TimeSpan.Zero)));
        Assert.That(reports.All.Count(report => report.Latest is not null), Is.EqualTo(2));
    }

    [Test]
    public async Task Run_Cancelled_KeepsWhatIsDone()
    {
        using CancellationTokenSource stop = new();
        FakeRecognizer recognizer = new()
        {
            Answer = async (name, _, token) =>
            {
                if (name == "b")
                    await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
                return FakeRecognizer.Hello(name);
            },
        };
        EvaluationClip[] clips = Clips("a", "b", "c");
        using ResultLog log = Open(clips);
        await Assert.ThatAsync(() => new EvaluationRun(recognizer).RunAsync(clips, [0, 1, 2], log, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(log.Results.Keys, Is.EqualTo((int[])[0]));
    }

    private static EvaluationClip[] Clips(params string[] names) => [.. names.Select(name => new EvaluationClip { Id = $"set/{name}", Set = "set", Reference = name, AudioPath = name })];

    private static FakeRecognizer Multilingual(List<string?> asked, bool detects = true) => new()
    {
        Answer = (name, options, _) =>
        {
            asked.Add(options.Language);
            return Task.FromResult(FakeRecognizer.Hello(name));
        },
        Info = new RecognizerInfo
        {
            Model = "fake", Family = "fake", Languages = ["en", "de", "zh", "fr", "azj-script_cyrillic", "azj-script_latin"], SampleRate = 16_000, Precision = "fp32",
            ExecutionProvider = ExecutionProvider.Cpu, CanDetectLanguage = detects,
        },
    };

    private ResultLog Open(EvaluationClip[] clips) => ResultLog.Open(_folder["results.jsonl"], new ResultLogHeader
    {
        Run = new RunInfo { Name = "run" }, Clips = clips.Length, ClipsHash = ClipsHash.Of(clips), Shard = new ClipShard(1, 1), ShardClips = clips.Length,
    });

    private sealed class Reports : IProgress<EvaluationProgress>
    {
        public List<EvaluationProgress> All { get; } = [];

        public void Report(EvaluationProgress value) => All.Add(value);
    }
}
