using Speech.Sdk.Decoding;

namespace Speech.Sdk.Tests.Decoding;

internal sealed class GreedySearchTests
{
    private const int EndOfText = 3;

    [Test]
    public void Run_RandomModels_EqualsPlainLoop([Range(0, 40)] int seed, [Values(8, 100)] int vocabulary)
    {
        int[] prompt = [.. Enumerable.Range(1, 1 + (seed % 3))];
        SearchOptions options = Options(maxTokens: 5 + (seed * 2)) with { Processors = [new SuppressTokensAtBegin([EndOfText]), new RepetitionPenalty(1.3f)] };

        Hypothesis found = Run(options, vocabulary, [(ulong)seed], [prompt])[0].Single();

        (List<int> tokens, double sum, bool ended) = PlainLoop(options, vocabulary, (ulong)seed, prompt);
        Assert.That(found.Tokens, Is.EqualTo(tokens));
        Assert.That(found.Ended, Is.EqualTo(ended));
        Assert.That(found.SumLogProbability, Is.EqualTo(sum).Within(1e-4));
        Assert.That(found.Score, Is.EqualTo(sum / (tokens.Count + 1)).Within(1e-4));
        double parts = found.TokenLogProbabilities.Sum(x => (double)x);
        Assert.That(found.TokenLogProbabilities, Has.Count.EqualTo(tokens.Count));
        Assert.That(parts, ended ? Is.GreaterThan(sum) : Is.EqualTo(sum).Within(1e-4));
    }

    [Test]
    public void Run_Batch_EqualsOneByOne()
    {
        ulong[] seeds = [.. Enumerable.Range(0, 17).Select(i => (ulong)i)];
        ReadOnlyMemory<int>[] prompts = [.. seeds.Select(seed => new ReadOnlyMemory<int>([.. Enumerable.Range(0, 1 + ((int)seed % 4))]))];
        SearchOptions options = Options(maxTokens: 30);

        IReadOnlyList<IReadOnlyList<Hypothesis>> together = Run(options, 12, seeds, prompts);

        Assert.That(together.Select(list => list[0].Tokens.Count).Distinct().Count(), Is.GreaterThan(4), "audios end at different steps");
        for (int i = 0; i < seeds.Length; i++)
        {
            Hypothesis alone = Run(options, 12, [seeds[i]], [prompts[i]])[0][0];
            Assert.That(together[i][0].Tokens, Is.EqualTo(alone.Tokens));
            Assert.That(together[i][0].SumLogProbability, Is.EqualTo(alone.SumLogProbability));
        }
    }

    [TestCase(int.MaxValue, 10, 4, 6, TestName = "prompt and text share the positions")]
    [TestCase(5, 448, 4, 5, TestName = "tokens are limited")]
    [TestCase(1, 448, 1, 1, TestName = "one token")]
    public void Run_NeverEnds_StopsAtLimit(int maxTokens, int maxLength, int promptLength, int expected)
    {
        SearchOptions options = Options(maxTokens) with { MaxLength = maxLength, Processors = [new SuppressTokens([EndOfText])] };
        ToyDecoder state = new(12, [1], [new int[promptLength]]);

        Hypothesis found = TokenSearch.Create(options).Run(state, [new int[promptLength]], default)[0][0];

        Assert.That((found.Tokens.Count, found.Ended), Is.EqualTo((expected, false)));
        Assert.That(state.Steps, Is.EqualTo(expected - 1), "the last token is not fed back");
    }

    [Test]
    public void Run_PromptLeavesNoRoom_Throws() =>
        Assert.That(
            () => Run(Options() with { MaxLength = 4 }, 8, [1], [new int[4]]),
            Throws.TypeOf<InvalidOptionException>().With.Message.Contains("4 tokens"));

    [Test]
    public void Run_EqualScores_FirstToken()
    {
        Hypothesis found = Run(Options(maxTokens: 1) with { Processors = [new Constant(1)] }, 70, [1], [new int[1]])[0][0];
        Assert.That(found.Tokens, Is.EqualTo([0]));
    }

    [TestCase(float.NaN, "NaN")]
    [TestCase(float.PositiveInfinity, "infinity")]
    [TestCase(float.NegativeInfinity, "suppressed")]
    public void Run_NoTokenToWrite_Throws(float score, string message) =>
        Assert.That(
            () => Run(Options() with { Processors = [new Constant(score)] }, 50, [1], [new int[1]]),
            Throws.TypeOf<SpeechException>().With.Message.Contains(message));

    [Test]
    public void Run_Cancelled_Throws()
    {
        using CancellationTokenSource source = new();
        ToyDecoder state = new(12, [1], [new int[1]]) { Advanced = step => { if (step == 3) source.Cancel(); } };
        SearchOptions options = Options() with { Processors = [new SuppressTokens([EndOfText])] };

        Assert.That(() => TokenSearch.Create(options).Run(state, [new int[1]], source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(state.Steps, Is.EqualTo(3));
    }

    [Test]
    public void Run_AfterWarmUp_AllocatesNothingPerToken()
    {
        long[] allocated = new long[201];
        ToyDecoder state = new(100, [1, 2], [new int[1], new int[1]])
        {
            Advanced = step => allocated[step] = GC.GetAllocatedBytesForCurrentThread(),
        };
        ILogitsProcessor[] processors =
            [new RepetitionPenalty(1.1f), new NoRepeatNgrams(3), new SuppressTokensAtBegin([1]), new SuppressTokens([EndOfText])];

        TokenSearch.Create(Options() with { Processors = processors, MaxTokens = 201 }).Run(state, [new int[1], new int[1]], default);

        Assert.That(allocated[200] - allocated[2], Is.Zero);
    }

    private static SearchOptions Options(int maxTokens = 100) => new() { EndOfText = EndOfText, MaxLength = 448, MaxTokens = maxTokens };

    private static IReadOnlyList<IReadOnlyList<Hypothesis>> Run(SearchOptions options, int vocabulary, ulong[] seeds, ReadOnlyMemory<int>[] prompts) =>
        TokenSearch.Create(options).Run(new ToyDecoder(vocabulary, seeds, prompts), prompts, default);

    private static (List<int> Tokens, double Sum, bool Ended) PlainLoop(SearchOptions options, int vocabulary, ulong seed, int[] prompt)
    {
        List<int> tokens = [];
        double sum = 0;
        ulong row = ToyDecoder.Begin(seed, prompt);
        while (tokens.Count < options.MaxTokens)
        {
            float[] scores = [.. Enumerable.Range(0, vocabulary).Select(token => ToyDecoder.Logit(row, token))];
            foreach (ILogitsProcessor processor in options.Processors)
                processor.Process(scores, new((int[])[.. prompt, .. tokens], prompt.Length));
            int best = Array.IndexOf(scores, scores.Max());
            sum += scores[best] - Math.Log(scores.Sum(x => Math.Exp(x)));
            if (best == EndOfText)
                return (tokens, sum, true);
            tokens.Add(best);
            row = ToyDecoder.Next(row, best);
        }

        return (tokens, sum, false);
    }

    private sealed class Constant(float score) : ILogitsProcessor
    {
        public void Process(Span<float> scores, TokenHistory history) => scores.Fill(score);
    }
}
