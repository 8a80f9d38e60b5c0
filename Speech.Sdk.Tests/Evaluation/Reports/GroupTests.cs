using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Tests.Evaluation.Reports;

public sealed class GroupTests
{
    [Test]
    public void Groups_LengthOfClips_AreBucketsFromShortToLong()
    {
        double[] seconds = [700, 4.999, 5, 10, 19.9, 20, 30, 60, 299, 300, 0.1];

        ScoreGroup group = Groups(clip => clip, [.. seconds.Select(length => Of(clip => clip with { Duration = TimeSpan.FromSeconds(length) })), Of(clip => clip)])
            .Single(group => group.Field == "length");

        Assert.That(group.Parts.Select(part => $"{part.Value}: {part.Score.Clips}"), Is.EqualTo(new[]
        {
            "< 5 s: 2", "5 to 10 s: 1", "10 to 20 s: 2", "20 to 30 s: 1", "30 to 60 s: 1", "1 to 5 min: 2", "5 min and more: 2", ": 1",
        }));
    }

    [Test]
    public void Groups_LengthThatWasHeard_GoesBeforeTheManifests()
    {
        EvaluationClip clip = Of(clip => clip with { Duration = TimeSpan.FromSeconds(3) });
        IReadOnlyList<ScoreGroup> groups = Groups(result => result with { Audio = TimeSpan.FromSeconds(40) }, clip);

        Assert.That(groups.Single(group => group.Field == "length").Parts.Single().Value, Is.EqualTo("30 to 60 s"));
        Assert.That(groups[0].Parts[0].Score.Audio, Is.EqualTo(TimeSpan.FromSeconds(40)));
    }

    [Test]
    public void Groups_UnknownFields_AreLeftOut() =>
        Assert.That(Groups(clip => clip, Of(clip => clip)).Select(group => group.Field), Is.EqualTo(new[] { "set" }));

    [Test]
    public void Groups_KnownFields_ComeInOrder()
    {
        EvaluationClip clip = Of(clip => clip with
        {
            Language = "en", Speaker = "7", Duration = TimeSpan.FromSeconds(1), Noise = "0 dB", Fields = new Dictionary<string, string> { ["device"] = "phone", ["age"] = "40" },
        });

        Assert.That(
            Groups(result => result, Runs.Options with { GroupBy = ["device", "age", "device", "set", "unheard-of"] }, clip).Select(group => group.Field),
            Is.EqualTo(new[] { "set", "language", "speaker", "length", "noise", "device", "age" }));
    }

    [Test]
    public void Groups_Values_AreSortedByNumberThenTextAndUnknownOnesAreLast()
    {
        string?[] noises = ["street", null, "10 dB", "-5 dB", "2.5 dB", "cafe", " ", "10 dB"];

        ScoreGroup group = Groups(clip => clip, [.. noises.Select(noise => Of(clip => clip with { Noise = noise }))]).Single(group => group.Field == "noise");

        Assert.That(group.Parts.Select(part => $"{part.Value}: {part.Score.Clips}"), Is.EqualTo(new[] { "-5 dB: 1", "2.5 dB: 1", "10 dB: 2", "cafe: 1", "street: 1", ": 2" }));
    }

    [Test]
    public void Groups_Parts_HaveTheirOwnErrors()
    {
        RunResults run = Runs.Of("run", Runs.Clip("a", "one two", "one", "x"), Runs.Clip("b", "three", "four", "y"), Runs.Clip("c", "five", null, "y"));

        ScoreGroup sets = EvaluationReport.Create([run], Runs.Options).Runs[0].Groups.Single();

        Assert.That(sets.Parts.Select(part => (part.Value, part.Score.Clips, part.Score.Failed, part.Score.Words.ErrorRate)), Is.EqualTo(new[] { ("x", 1, 0, 0.5), ("y", 2, 1, 1) }));
        Assert.That(sets.Parts[0].Score.WordErrorRateInterval, Is.Null, "one clip");
    }

    private static EvaluationClip Of(Func<EvaluationClip, EvaluationClip> change) => change(Runs.Clip("", "one", "one").Clip);

    private static IReadOnlyList<ScoreGroup> Groups(Func<ClipResult, ClipResult> change, params EvaluationClip[] clips) => Groups(change, Runs.Options, clips);

    private static IReadOnlyList<ScoreGroup> Groups(Func<ClipResult, ClipResult> change, ScoringOptions options, params EvaluationClip[] clips) =>
        EvaluationReport.Create([Runs.Of("run", [.. clips.Select((clip, index) => change(new ClipResult { Clip = clip with { Id = $"{index}" }, Hypothesis = "one" }))])], options)
            .Runs[0].Groups;
}
