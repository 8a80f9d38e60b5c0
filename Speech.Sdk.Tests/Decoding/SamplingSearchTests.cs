using Speech.Sdk.Decoding;

namespace Speech.Sdk.Tests.Decoding;

internal sealed class SamplingSearchTests
{
    private const int EndOfText = 3;
    private const int Texts = 4;

    [Test]
    public void Run_Batch_EqualsOneByOne()
    {
        ulong[] seeds = [.. Enumerable.Range(0, 9).Select(i => (ulong)i)];
        IReadOnlyList<IReadOnlyList<Hypothesis>> together = Run(seeds, [.. seeds]);
        for (int audio = 0; audio < seeds.Length; audio++)
            Assert.That(together[audio].Select(text => text.Tokens), Is.EqualTo(Run([seeds[audio]], [seeds[audio]])[0].Select(text => text.Tokens)));
    }

    [Test]
    public void Run_SameKey_SameTexts_OtherKey_OtherTexts()
    {
        IReadOnlyList<int>[] one = [.. Run([5], keys: [1])[0].Select(text => text.Tokens)];
        Assert.That(Run([5], keys: [1])[0].Select(text => text.Tokens), Is.EqualTo(one));
        Assert.That(Run([5], keys: [2])[0].Select(text => text.Tokens), Is.Not.EqualTo(one));
        Assert.That(one.Select(tokens => string.Join(' ', tokens)).Distinct().Count(), Is.GreaterThan(1), "texts of one audio are independent");
    }

    [Test]
    public void Run_SeveralTexts_RanksThemByTheModelsOwnProbabilities([Range(0, 20)] int seed)
    {
        IReadOnlyList<Hypothesis> texts = Run([(ulong)seed], [(ulong)seed])[0];
        Assert.That(texts, Has.Count.EqualTo(Texts));
        Assert.That(texts.Select(text => text.Score), Is.Ordered.Descending);
        foreach (Hypothesis text in texts)
        {
            Assert.That(text.SumLogProbability, Is.EqualTo(LogProbability((ulong)seed, text)).Within(1e-3), "the temperature is not in it");
            Assert.That(text.Score, Is.EqualTo(text.SumLogProbability / Math.Max(1, text.Tokens.Count)).Within(1e-5));
        }
    }

    [TestCase(1.0)]
    [TestCase(0.4)]
    public void Draw_ManyTimes_FollowsTheSoftmax(double temperature)
    {
        float[] scores = [1, 2, float.NegativeInfinity, 0.5f, 3];
        double[] weights = [.. scores.Select(score => Math.Exp(score / temperature))];
        var sampler = new TokenSampler(scores.Length, temperature);
        var random = new RandomNumbers(key: 7, stream: 0);
        int[] counts = new int[scores.Length];
        for (int draw = 0; draw < 20_000; draw++)
            counts[sampler.Draw(scores, random)]++;
        for (int token = 0; token < scores.Length; token++)
            Assert.That(counts[token] / 20_000.0, Is.EqualTo(weights[token] / weights.Sum()).Within(0.015), $"token {token}");
        Assert.That(counts[2], Is.Zero, "suppressed");
    }

    private static IReadOnlyList<IReadOnlyList<Hypothesis>> Run(IReadOnlyList<ulong> seeds, IReadOnlyList<ulong> keys)
    {
        ReadOnlyMemory<int>[] prompts = [.. seeds.Select(_ => new ReadOnlyMemory<int>([1]))];
        SearchOptions options = new() { EndOfText = EndOfText, MaxLength = 448, MaxTokens = 25 };
        return new SamplingSearch(options, temperature: 0.8, Texts, keys).Run(new ToyDecoder(12, seeds, prompts, Texts), prompts, default);
    }

    private static double LogProbability(ulong seed, Hypothesis text)
    {
        ulong row = ToyDecoder.Begin(seed, [1]);
        double sum = 0;
        foreach (int token in text.Ended ? [.. text.Tokens, EndOfText] : text.Tokens)
        {
            sum += ToyDecoder.Logit(row, token) - Math.Log(Enumerable.Range(0, 12).Sum(other => Math.Exp(ToyDecoder.Logit(row, other))));
            row = ToyDecoder.Next(row, token);
        }

        return sum;
    }
}
