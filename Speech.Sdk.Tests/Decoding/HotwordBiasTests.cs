using Speech.Sdk.Decoding;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Decoding;

/// <summary>On a vocabulary of 12 tokens whose scores are 0; after tokens 8 and above a word is under way.</summary>
internal sealed class HotwordBiasTests
{
    private const int Vocabulary = 12;

    /// <summary>The hotword 1 2 3, weight 2, whose first token spells half of it.</summary>
    private static readonly WeightedTokens Word = new([1, 2, 3], 2, 0.5f, WithinWords: true);

    [TestCase(new int[0], "1:1", TestName = "the first token earns its share")]
    [TestCase(new[] { 1 }, "1:1 2:3", TestName = "the second the whole weight, and the share is not taken back")]
    [TestCase(new[] { 5, 1, 2 }, "1:1 3:5", TestName = "wherever it began")]
    [TestCase(new[] { 1, 2, 3 }, "1:1", TestName = "complete")]
    [TestCase(new[] { 1, 5 }, "1:1", TestName = "abandoned")]
    [TestCase(new[] { 1, 1 }, "1:1 2:3", TestName = "begun again")]
    public void Process_OneHotword_BoostsWhatGoesOnWithIt(int[] written, string expected) =>
        Assert.That(Boosts([Word], written), Is.EqualTo(expected));

    [TestCase(new[] { 1, 2 }, "1:1 3:7 4:5", TestName = "the longest match decides, shorter ones add what it leaves open")]
    [TestCase(new[] { 2 }, "1:1 3:7 4:5", TestName = "the shorter alone")]
    [TestCase(new[] { 1 }, "1:1 2:4", TestName = "a shared token counts once, by the strongest")]
    public void Process_OverlappingHotwords_TheLongestMatchSaysWhatATokenAdds(int[] written, string expected) =>
        Assert.That(Boosts([Word, new([1, 2, 3], 3, 1 / 3f, true), new([2, 3], 7, 0, true), new([2, 4], 5, 0, true)], written), Is.EqualTo(expected));

    [TestCase(new int[0], "1:1", TestName = "at the beginning")]
    [TestCase(new[] { 5 }, "1:1", TestName = "after what ends no word")]
    [TestCase(new[] { 9 }, "", TestName = "not within a word")]
    [TestCase(new[] { 9, 1 }, "1:1", TestName = "nor does it go on there")]
    [TestCase(new[] { 5, 1 }, "1:1 2:3", TestName = "it goes on where it began")]
    public void Process_HotwordWithoutSpace_BeginsOnlyWhereNoWordIsUnderWay(int[] written, string expected) =>
        Assert.That(Boosts([Word with { WithinWords = false }], written), Is.EqualTo(expected));

    [TestCase(new[] { 1, 2 }, new[] { 3 }, 5f, TestName = "completed: kept")]
    [TestCase(new[] { 1, 2 }, new[] { 6 }, 0f, TestName = "left after two tokens")]
    [TestCase(new[] { 1 }, new[] { 6 }, 0f, TestName = "left after one")]
    [TestCase(new[] { 1, 2, 3 }, new[] { 6 }, 5f, TestName = "kept later on")]
    [TestCase(new[] { 1, 2 }, new[] { 4 }, 4f, TestName = "left for another hotword, which was under way")]
    [TestCase(new[] { 1 }, new[] { 1, 6 }, 0f, TestName = "begun twice, left twice")]
    public void Process_WholeText_GainsOnlyCompleteHotwords(int[] begin, int[] rest, float expected)
    {
        var bias = new HotwordBias([Word, new([2, 4], 3, 1 / 3f, true)], InsideWord());
        int[] text = [.. begin, .. rest];
        float gained = 0;
        for (int length = 0; length < text.Length; length++)
            gained += Scores(bias, text[..length])[text[length]];
        Assert.That(gained, Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public void Process_SuppressedToken_StaysSuppressed()
    {
        float[] scores = new float[Vocabulary];
        scores[2] = float.NegativeInfinity;
        new HotwordBias([Word], InsideWord()).Process(scores, new([1], 0));
        Assert.That(scores[2], Is.EqualTo(float.NegativeInfinity));
    }

    [Test]
    public void Process_TenThousandHotwords_FollowsAsManyMatchesAsOneAndAllocatesNothing()
    {
        const int many = 50_000;
        var random = new Random(3);
        IEnumerable<WeightedTokens> others = Enumerable.Range(0, 10_000).Select(_ => new WeightedTokens([.. Enumerable.Range(0, 6).Select(_ => random.Next(10, many))], 2, 0.5f, true));
        int[] written = [.. Enumerable.Range(10, 200), 1, 2];
        var one = new HotwordBias([Word], new bool[many]);
        var all = new HotwordBias([.. others, Word], new bool[many]);

        int[] matches = new int[12];
        Assert.That(all.FindMatches(written, matches), Is.EqualTo(one.FindMatches(written, matches)).And.EqualTo(1));

        float[] scores = new float[many];
        all.Process(scores, new(written, 0));
        Assert.That(scores[3], Is.EqualTo(2), "the match of a long list is that of the short one");
        long allocated = Allocations.Of(() =>
        {
            for (int step = 0; step < 10; step++)
                all.Process(scores, new(written, 0));
        });
        Assert.That(allocated, Is.Zero);
    }

    [Test]
    public void Bonus_RandomTexts_IsWhatProcessAdds([Range(0, 9)] int seed)
    {
        var random = new Random(seed);
        int[] Tokens(int length) => [.. Enumerable.Range(0, length).Select(_ => random.Next(1, 6))];
        var bias = new HotwordBias([.. Enumerable.Range(0, 8).Select(i => new WeightedTokens(Tokens(1 + random.Next(4)), (float)random.NextDouble(), 0.4f, i % 2 == 0))], InsideWord());
        for (int length = 0; length < 12; length++)
        {
            int[] written = Tokens(length);
            float[] added = Scores(bias, written);
            for (int token = 0; token < Vocabulary; token++)
                Assert.That(bias.Bonus(new(written, 0), token), Is.EqualTo(added[token]).Within(1e-5));
        }
    }

    [TestCase(BeamStopping.Heuristic)]
    [TestCase(BeamStopping.Patience)]
    public void BeamSearch_WithHotwords_RanksByThemAndReportsLogProbabilities(BeamStopping stopping)
    {
        int[] prompt = [5];
        var bias = new HotwordBias([new([1, 2], 20, 0.5f, true), new([6], 20, 0.5f, true)], InsideWord());
        SearchOptions options = new() { EndOfText = 3, MaxLength = 20, BeamSize = 3, Stopping = stopping, Processors = [bias] };
        IReadOnlyList<Hypothesis> found = new BeamSearch(options).Run(new ToyDecoder(Vocabulary, [4], [prompt], rowsPerAudio: 3), [prompt], default)[0];

        foreach (Hypothesis hypothesis in found)
        {
            Assert.That(hypothesis.TokenLogProbabilities, Is.All.LessThanOrEqualTo(1e-4));
            Assert.That(hypothesis.SumLogProbability, Is.LessThanOrEqualTo(hypothesis.TokenLogProbabilities.Sum() + 1e-4));
        }

        Assert.That(found[0].Tokens, Has.Some.EqualTo(6).Or.Some.EqualTo(2));
        if (stopping != BeamStopping.Patience)
        {
            float model = 0;
            ulong row = ToyDecoder.Begin(4, prompt);
            foreach (int token in found[0].Tokens)
            {
                float[] scores = [.. Enumerable.Range(0, Vocabulary).Select(other => ToyDecoder.Logit(row, other))];
                model += scores[token] - LogSumExp.Of(scores);
                row = ToyDecoder.Next(row, token);
            }

            Assert.That(found[0].TokenLogProbabilities.Sum(), Is.EqualTo(model).Within(1e-2), "the model's own");
        }
    }

    private static bool[] InsideWord() => [.. Enumerable.Range(0, Vocabulary).Select(token => token >= 8)];

    private static float[] Scores(HotwordBias bias, int[] written)
    {
        float[] scores = new float[Vocabulary];
        bias.Process(scores, new(written, 0));
        return scores;
    }

    /// <summary>What differs from a token that no hotword holds.</summary>
    private static string Boosts(WeightedTokens[] hotwords, int[] written)
    {
        float[] scores = Scores(new HotwordBias(hotwords, InsideWord()), written);
        return string.Join(' ', scores.Select((score, token) => (Boost: score - scores[7], token)).Where(pair => pair.Boost != 0).Select(pair => $"{pair.token}:{pair.Boost}"));
    }
}
