using Speech.Sdk.Evaluation.Statistics;

namespace Speech.Sdk.Tests.Evaluation.Statistics;

public sealed class RandomisationTestTests
{
    [TestCase(new[] { 2, -1, 0, 3, 1, 0, -2, 1, 4, 0, 1, 1 }, Description = "0.152")]
    [TestCase(new[] { 1, 1, 1, 1, 1, 1 }, Description = "2 of 64")]
    [TestCase(new[] { 5, -4, 3, -2, 1 })]
    [TestCase(new[] { 1 })]
    public void P_FewClips_IsTheShareOfAllExchanges(int[] differences)
    {
        const int draws = 50_000;
        double expected = OfAllExchanges(differences), deviation = Math.Sqrt(expected * (1 - expected) / draws);

        Assert.That(RandomisationTest.P(differences, draws, seed: 3), Is.EqualTo(expected).Within((4 * deviation) + (1.0 / draws)));
    }

    [TestCase(new[] { 0, 0 }, Description = "nothing differs")]
    [TestCase(new int[0])]
    [TestCase(new[] { 3, -3 })]
    public void P_NoDifference_IsOne(int[] differences) => Assert.That(RandomisationTest.P(differences, 100, 0), Is.EqualTo(1));

    [Test]
    public void P_DifferenceThatNeverComes_CountsTheObservedOne() =>
        Assert.That(RandomisationTest.P(Enumerable.Repeat(1, 200), 999, 0), Is.EqualTo(0.001).Within(1e-15));

    [Test]
    public void P_Seed_DecidesAlone()
    {
        int[] differences = [.. Enumerable.Range(0, 150).Select(index => (index * 7 % 5) - 2 + (index % 11 == 0 ? 2 : 0))];

        double first = RandomisationTest.P(differences, 2000, 1);

        Assert.That(RandomisationTest.P(differences, 2000, 1), Is.EqualTo(first));
        Assert.That(RandomisationTest.P(differences, 2000, 2), Is.Not.EqualTo(first));
    }

    private static double OfAllExchanges(int[] differences)
    {
        int all = 1 << differences.Length, observed = Math.Abs(differences.Sum());
        int asGreat = Enumerable.Range(0, all).Count(exchange =>
            Math.Abs(differences.Select((difference, index) => (exchange >> index & 1) == 0 ? difference : -difference).Sum()) >= observed);
        return (double)asGreat / all;
    }
}
