using Speech.Sdk.Decoding;

namespace Speech.Sdk.Tests.Decoding;

internal sealed class LogSumExpTests
{
    [Test]
    public void Of_AnyLengthAndRange_EqualsDoublePrecision([Values(1, 2, 7, 8, 31, 32, 33, 100, 1501, 51866)] int length, [Values(1f, 30f, 200f)] float range)
    {
        float[] scores = Scores(length, range);
        double max = scores.Max();
        double expected = max + Math.Log(scores.Sum(x => Math.Exp(x - max)));

        Assert.That(LogSumExp.Of(scores), Is.EqualTo(expected).Within(1e-6 * Math.Max(10, Math.Abs(expected))));
    }

    [Test]
    public void Of_SuppressedScores_CountAsNothing()
    {
        float[] scores = new float[1000];
        Array.Fill(scores, float.NegativeInfinity);
        (scores[3], scores[900]) = (2, 2);

        Assert.That(LogSumExp.Of(scores), Is.EqualTo(2 + Math.Log(2)).Within(1e-6));
    }

    [TestCase(float.NegativeInfinity, float.NegativeInfinity)]
    [TestCase(float.NaN, float.NaN)]
    [TestCase(float.PositiveInfinity, float.PositiveInfinity)]
    public void Of_NoFiniteMaximum_SaysSo(float odd, float expected)
    {
        float[] scores = new float[77];
        Array.Fill(scores, float.NegativeInfinity);
        scores[40] = odd;

        Assert.That(LogSumExp.Of(scores), Is.EqualTo(expected));
    }

    [Test]
    public void Normalize_Logits_GivesLogProbabilities()
    {
        float[] scores = Scores(5000, 10);
        float[] expected = [.. scores.Select(x => (float)(x - Math.Log(scores.Sum(y => Math.Exp(y)))))];

        LogSumExp.Normalize(scores);

        Assert.That(scores, Is.EqualTo(expected).Within(1e-5));
    }

    private static float[] Scores(int length, float range) =>
        [.. Enumerable.Range(0, length).Select(i => range * ToyDecoder.Logit((ulong)length, i) / 6)];
}
