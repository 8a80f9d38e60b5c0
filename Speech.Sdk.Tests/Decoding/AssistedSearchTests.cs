using Speech.Sdk.Decoding;

namespace Speech.Sdk.Tests.Decoding;

internal sealed class AssistedSearchTests
{
    private const int EndOfText = 3;
    private const int Vocabulary = 30;

    [Test]
    public void Run_AnyDraft_IsTheGreedySearch([Range(0, 12)] int seed, [Values("right", "wrong", "sometimes wrong", "other model")] string kind, [Values(1, 2, 7, 60)] int maxTokens)
    {
        int[] prompt = [.. Enumerable.Range(4, 1 + (seed % 3))];
        SearchOptions options = Options(maxTokens) with { Processors = [new SuppressTokensAtBegin([EndOfText]), new RepetitionPenalty(1.2f), new NoRepeatNgrams(3)] };

        AssistedText found = new AssistedSearch(options).Run(new DraftableToy(Vocabulary, (ulong)seed, prompt), Draft(kind, (ulong)seed, prompt), prompt, default);

        Hypothesis greedy = Greedy(options, (ulong)seed, prompt);
        Assert.That(found.Hypothesis.Tokens, Is.EqualTo(greedy.Tokens));
        Assert.That(found.Hypothesis.TokenLogProbabilities, Is.EqualTo(greedy.TokenLogProbabilities));
        Assert.That((found.Hypothesis.SumLogProbability, found.Hypothesis.Score, found.Hypothesis.Ended), Is.EqualTo((greedy.SumLogProbability, greedy.Score, greedy.Ended)));
        Assert.That(found.Accepted, Is.LessThanOrEqualTo(found.Drafted));
    }

    [TestCase("right", 100, 10, TestName = "a right draft saves nearly all runs")]
    [TestCase("wrong", 0, 60, TestName = "a wrong draft saves none and costs none")]
    public void Run_DraftQuality_DecidesTheRuns(string kind, int accepted, int runs)
    {
        int[] prompt = [4];
        SearchOptions options = Options(maxTokens: 60) with { Processors = [new SuppressTokens([EndOfText])] };
        DraftableToy main = new(Vocabulary, 1, prompt);

        AssistedText found = new AssistedSearch(options).Run(main, Draft(kind, 1, prompt), prompt, default);

        Assert.That(found.Hypothesis.Tokens, Has.Count.EqualTo(60));
        Assert.That(100 * found.Accepted, Is.EqualTo(accepted * found.Drafted));
        Assert.That(found.Runs, kind == "right" ? Is.LessThan(runs) : Is.EqualTo(runs));
        Assert.That(main.Runs, Is.EqualTo(found.Runs));
    }

    [Test]
    public void Run_WrongDraft_ProposesLessAndLess()
    {
        int[] prompt = [4];
        SearchOptions options = Options(maxTokens: 60) with { Processors = [new SuppressTokens([EndOfText])] };
        AssistedText found = new AssistedSearch(options).Run(new DraftableToy(Vocabulary, 1, prompt), Draft("wrong", 1, prompt), prompt, default);
        Assert.That(found.Drafted, Is.LessThan(60 + 5 + 4 + 3 + 2));
    }

    [Test]
    public void Run_DraftWithoutNumbers_DoesNotMatter()
    {
        int[] prompt = [4];
        SearchOptions options = Options(maxTokens: 20);
        AssistedText found = new AssistedSearch(options).Run(new DraftableToy(Vocabulary, 5, prompt), new DraftableToy(Vocabulary, 5, prompt) { Fixed = float.NaN }, prompt, default);
        Assert.That(found.Hypothesis.Tokens, Is.EqualTo(Greedy(options, 5, prompt).Tokens));
    }

    [Test]
    public void Run_Cancelled_Throws()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        int[] prompt = [4];
        SearchOptions options = Options(maxTokens: 20) with { Processors = [new SuppressTokens([EndOfText])] };
        Assert.That(
            () => new AssistedSearch(options).Run(new DraftableToy(Vocabulary, 1, prompt), Draft("right", 1, prompt), prompt, source.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static SearchOptions Options(int maxTokens) => new() { EndOfText = EndOfText, MaxLength = 62, MaxTokens = maxTokens };

    private static Hypothesis Greedy(SearchOptions options, ulong seed, int[] prompt) =>
        TokenSearch.Create(options).Run(new ToyDecoder(Vocabulary, [seed], [prompt]), [prompt], default)[0][0];

    private static DraftableToy Draft(string kind, ulong seed, int[] prompt) => kind switch
    {
        "right" => new DraftableToy(Vocabulary, seed, prompt),
        "wrong" => new DraftableToy(Vocabulary, seed, prompt) { IsWrong = _ => true },
        "sometimes wrong" => new DraftableToy(Vocabulary, seed, prompt) { IsWrong = state => state % 4 == 0 },
        _ => new DraftableToy(Vocabulary, seed + 1000, prompt),
    };
}
