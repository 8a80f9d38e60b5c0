using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Evaluation.Normalization;
using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Tests.Evaluation.Reports;

public sealed class EvaluationReportTests
{
    [Test]
    public void Create_Clips_SumsTheirErrors()
    {
        RunResults run = Runs.Of("run", Runs.Clip("a", "One two THREE", "one too three four"), Runs.Clip("b", "five", "five"), Runs.Clip("c", "", "six"));

        RunReport report = EvaluationReport.Create([run], Runs.Options).Runs[0];

        Assert.That(report.Total.Words, Is.EqualTo(new ErrorCounts(Hits: 3, Substitutions: 1, Deletions: 0, Insertions: 2)));
        Assert.That(report.Total.Characters, Is.EqualTo(new ErrorCounts(Hits: 16, Substitutions: 1, Deletions: 0, Insertions: 8)));
        Assert.That((report.Total.Clips, report.Total.Failed), Is.EqualTo((3, 0)));
        Assert.That(report.Clips.Select(clip => clip.Result), Is.EqualTo(run.Clips));
        Assert.That(report.Clips[0].Words.Reference, Is.EqualTo(new[] { "one", "two", "three" }));
        Assert.That(report.Run, Is.SameAs(run.Run));
        Assert.That(report.Total.WordErrorRateInterval!.Value.Low, Is.LessThan(report.Total.WordErrorRateInterval.Value.High));
    }

    [TestCase(false, 2, 0.5)]
    [TestCase(true, 5, 0.8)]
    public void Create_FailedClip_CountsAsDeletionsOnlyIfAsked(bool deletions, int words, double rate)
    {
        RunResults run = Runs.Of("run", Runs.Clip("a", "one two", "one too"), Runs.Clip("b", "three four five", null));

        RunReport report = EvaluationReport.Create([run], Runs.Options with { FailuresAreDeletions = deletions }).Runs[0];

        Assert.That((report.Total.Clips, report.Total.Failed), Is.EqualTo((2, 1)));
        Assert.That(report.Total.Words.ReferenceLength, Is.EqualTo(words));
        Assert.That(report.Total.Words.ErrorRate, Is.EqualTo(rate));
        Assert.That(report.Clips[1].Counted, Is.EqualTo(deletions));
        Assert.That(report.Clips[1].Words.Counts.Deletions, Is.EqualTo(3));
    }

    [Test]
    public void Create_ClipsLanguage_IsToldToTheNormaliser()
    {
        ClipResult clip = Runs.Clip("a", "DIŞ", "dış") with { Language = "en" };

        Assert.That(EvaluationReport.Create([Runs.Of("run", clip)], Runs.Options).Runs[0].Total.Words.Errors, Is.EqualTo(1));
        Assert.That(
            EvaluationReport.Create([Runs.Of("run", clip with { Clip = clip.Clip with { Language = "tr" } })], Runs.Options).Runs[0].Total.Words.Errors, Is.Zero);
    }

    [Test]
    public void Create_SameSeed_GivesTheSameNumbers()
    {
        RunResults[] runs = [Runs.Random("a", 300, 20, 1), Runs.Random("b", 300, 15, 2)];
        EvaluationReport first = EvaluationReport.Create(runs, Runs.Options), second = EvaluationReport.Create(runs, Runs.Options);

        Assert.That(second.Comparisons, Is.EqualTo(first.Comparisons));
        Assert.That(second.Runs.Select(run => run.Total), Is.EqualTo(first.Runs.Select(run => run.Total)));
        Assert.That(second.Runs[0].Clips.Select(clip => clip.Words.Counts), Is.EqualTo(first.Runs[0].Clips.Select(clip => clip.Words.Counts)));
        Assert.That(EvaluationReport.Create(runs, Runs.Options with { Seed = 1 }).Comparisons, Is.Not.EqualTo(first.Comparisons));
    }

    [Test]
    public void Create_Clock_SaysWhenItWasMade()
    {
        DateTimeOffset now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        Assert.That(EvaluationReport.Create([Runs.Of("run")], Runs.Options, new Stopped(now)).Created, Is.EqualTo(now));
    }

    [Test]
    public void Create_NormaliserThrows_SaysWhy()
    {
        ScoringOptions options = Runs.Options with { Normalizer = new Broken() };

        Assert.That(() => EvaluationReport.Create([Runs.Random("a", 50, 20, 1)], options), Throws.TypeOf<SpeechException>().With.Message.EqualTo("Broken rule."));
    }

    [Test]
    public void Create_Cancelled_Stops() =>
        Assert.That(() => EvaluationReport.Create([Runs.Random("a", 50, 20, 1)], Runs.Options, cancellation: new CancellationToken(true)), Throws.InstanceOf<OperationCanceledException>());

    private static readonly object[] Problems =
    [
        new object[] { Array.Empty<RunResults>(), "There is no run to report of; give the results of at least one." },
        new object[] { new[] { Runs.Of("a"), Runs.Of("b"), Runs.Of("a") }, "Two runs are called 'a'; give each a name of its own." },
        new object[] { new[] { Runs.Of("a", Runs.Clip("1", "x", "x"), Runs.Clip("1", "x", "y")) }, "Run 'a' has clip '1' twice; give each clip an id of its own." },
        new object[]
        {
            new[] { Runs.Of("a", Runs.Clip("1", "one two", "x")), Runs.Of("b", Runs.Clip("1", "one too", null)) },
            "Clip '1' has two references, which differ from character 6 on: 'one two' in run 'a' and 'one too' in run 'b'. "
                + "Score runs together that were made with the same references.",
        },
    ];

    [TestCaseSource(nameof(Problems))]
    public void Create_RunsThatDoNotFit_SaysWhatIsWrong(RunResults[] runs, string message) =>
        Assert.That(() => EvaluationReport.Create(runs, Runs.Options), Throws.TypeOf<SpeechException>().With.Message.EqualTo(message));

    [Test]
    public void Create_LongReferencesThatDiffer_ShowsWhere()
    {
        string common = new('a', 1000);
        RunResults[] runs = [Runs.Of("a", Runs.Clip("1", common + "b" + common, "x")), Runs.Of("b", Runs.Clip("1", common + "c" + common, "x"))];

        Assert.That(
            () => EvaluationReport.Create(runs, Runs.Options),
            Throws.TypeOf<SpeechException>().With.Message.Contains($"from character 1001 on: '…{common[..20]}b{common[..19]}…' in run 'a' and '…{common[..20]}c{common[..19]}…'"));
    }

    [Test]
    public void Create_LanguagesThatDiffer_SaysSo()
    {
        ClipResult clip = Runs.Clip("1", "x", "x"), other = clip with { Clip = clip.Clip with { Language = "en" } };

        Assert.That(() => EvaluationReport.Create([Runs.Of("a", clip), Runs.Of("b", other)], Runs.Options), Throws.TypeOf<SpeechException>().With.Message.Contains("'' in run 'a' and 'en' in run 'b'"));
    }

    [Test]
    public void Create_OptionOutOfRange_Throws() =>
        Assert.That(() => EvaluationReport.Create([Runs.Of("a")], Runs.Options with { Draws = -1 }), Throws.TypeOf<InvalidOptionException>());

    private sealed class Stopped(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class Broken : ITextNormalizer
    {
        public string Name => "broken";

        public string Normalize(string text, string? language = null) => throw new SpeechException("Broken rule.");
    }
}
