using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Tests.Evaluation.Reports;

public sealed class ComparisonTests
{
    [Test]
    public void Comparisons_ThreeRuns_AreEveryLaterAgainstEveryEarlier() => Assert.That(
        Compare(Runs.Random("a", 20, 10, 1), Runs.Random("b", 20, 10, 2), Runs.Random("c", 20, 10, 3)).Select(comparison => $"{comparison.Run} - {comparison.Baseline}"),
        Is.EqualTo(new[] { "b - a", "c - a", "c - b" }));

    [Test]
    public void Comparisons_BetterRun_IsBelowZeroAndSignificant()
    {
        RunComparison comparison = Compare(Runs.Random("a", 300, 20, 1), Runs.Random("b", 300, 10, 2)).Single();

        Assert.That(comparison.Difference, Is.EqualTo(-0.1).Within(0.03));
        Assert.That(comparison.Interval.Low, Is.LessThan(comparison.Difference));
        Assert.That(comparison.Interval.High, Is.InRange(comparison.Difference, 0));
        Assert.That(comparison.PermutationP, Is.EqualTo(1 / 201.0).Within(1e-12));
        Assert.That(comparison.MatchedPairsP, Is.LessThan(1e-6));
    }

    [Test]
    public void Comparisons_SameTexts_DoNotDiffer()
    {
        RunComparison comparison = Compare(Runs.Random("a", 50, 20, 1), Runs.Random("b", 50, 20, 1)).Single();

        Assert.That((comparison.Difference, comparison.Interval.Low, comparison.Interval.High, comparison.PermutationP, comparison.MatchedPairsP), Is.EqualTo((0.0, 0.0, 0.0, 1.0, 1.0)));
    }

    [Test]
    public void Comparisons_EquallyGoodRuns_AreSeldomSignificant()
    {
        int significant = 0;
        for (int seed = 0; seed < 60; seed++)
            significant += Compare(Runs.Random("a", 60, 20, 100 + seed), Runs.Random("b", 60, 20, 200 + seed)).Single().PermutationP < 0.05 ? 1 : 0;

        Assert.That(significant, Is.LessThan(9));
    }

    [Test]
    public void Comparisons_ClipsOfOneRunOnly_AreLeftOut()
    {
        RunResults first = Runs.Of("a", Runs.Clip("1", "one two", "one two"), Runs.Clip("2", "three", null), Runs.Clip("3", "four", "for"), Runs.Clip("4", "five", "x"));
        RunResults second = Runs.Of("b", Runs.Clip("5", "six", "x"), Runs.Clip("3", "four", "four"), Runs.Clip("2", "three", "three"), Runs.Clip("1", "one two", "won too"));

        RunComparison comparison = Compare(first, second).Single();

        Assert.That((comparison.Clips, comparison.Difference), Is.EqualTo((2, 1 / 3.0)));
    }

    [Test]
    public void Comparisons_TooFewCommonClips_AreNotThere()
    {
        Assert.That(Compare(Runs.Of("a", Runs.Clip("1", "one", "one")), Runs.Of("b", Runs.Clip("1", "one", "one"))), Is.Empty, "one clip");
        Assert.That(EvaluationReport.Create([Runs.Random("a", 20, 10, 1), Runs.Random("b", 20, 10, 2)], Runs.Options with { Draws = 0 }).Comparisons, Is.Empty, "no draws");
    }

    private static IReadOnlyList<RunComparison> Compare(params RunResults[] runs) => EvaluationReport.Create(runs, Runs.Options).Comparisons;
}
