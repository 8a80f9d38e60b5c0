using Speech.Sdk.Evaluation.Statistics;

namespace Speech.Sdk.Tests.Evaluation.Statistics;

public sealed class MatchedPairsTestTests
{
    // Mean 10/12, variance 89/33: 1.75781 standard errors, and erfc in Python.
    [Test]
    public void P_TwelveClips_IsThatOfTheFormula() =>
        Assert.That(MatchedPairsTest.P([2, -1, 0, 3, 1, 0, -2, 1, 4, 0, 1, 1]), Is.EqualTo(0.07878024780495264).Within(1e-13));

    [TestCase(new[] { 0, 0, 0 }, 1, Description = "nothing differs")]
    [TestCase(new[] { 1, -1 }, 1, Description = "neither is better")]
    [TestCase(new[] { 2, 2, 2 }, 0, Description = "one is always better by as much")]
    public void P_Extremes(int[] differences, double expected) => Assert.That(MatchedPairsTest.P(differences), Is.EqualTo(expected));

    [Test]
    public void P_EquallyGoodRuns_IsUniform()
    {
        Random random = new(1);
        int below = 0;
        for (int trial = 0; trial < 2000; trial++)
        {
            int[] differences = [.. Enumerable.Range(0, 100).Select(_ => random.Next(-2, 3))];
            below += MatchedPairsTest.P(differences) < 0.1 ? 1 : 0;
        }

        Assert.That(below / 2000.0, Is.EqualTo(0.1).Within(0.02));
    }
}
