using Speech.Sdk.Decoding;
using static Speech.Sdk.BeamStopping;

namespace Speech.Sdk.Tests.Decoding;

internal sealed class BeamSearchTests
{
    private const int EndOfText = 3;
    private static readonly double[] LengthPenalties = [1, 0, 0.6, 2, -0.5];

    [Test]
    public void Run_RandomModels_EqualsTransformers(
        [Values(Heuristic, Early, Never)] BeamStopping stopping, [Values(2, 3, 5, 8)] int beams, [ValueSource(nameof(LengthPenalties))] double lengthPenalty)
    {
        int ended = 0, stopped = 0;
        for (int seed = 0; seed < 15; seed++)
        {
            int[] prompt = [.. Enumerable.Range(4, 1 + (seed % 3))];
            SearchOptions options = Options(stopping, beams, maxTokens: 4 + (seed % 9)) with
            {
                LengthPenalty = lengthPenalty,
                Processors = Rules(seed),
            };

            IReadOnlyList<Hypothesis> found = Run(options, 23, [(ulong)seed], [prompt])[0];

            AssertEqual(found, new BeamReference(options, 23, (ulong)seed, prompt).Transformers(), $"seed {seed}");
            ended += found.Count(x => x.Ended);
            stopped += found.Count(x => !x.Ended);
        }

        Assert.That((ended, stopped), Is.Not.EqualTo((0, 0)));
        Assert.That(ended, Is.Positive, "some texts end");
    }

    [Test]
    public void Run_RandomModels_EqualsWhisper(
        [Values(1.0, 0.5, 2.0, 1.3)] double patience, [Values(2, 3, 5, 8)] int beams, [ValueSource(nameof(LengthPenalties))] double lengthPenalty)
    {
        bool ended = false, stopped = false;
        for (int seed = 0; seed < 15; seed++)
        {
            int[] prompt = [.. Enumerable.Range(4, 1 + (seed % 3))];
            SearchOptions options = Options(Patience, beams, maxTokens: 4 + (seed % 9)) with
            {
                Patience = patience,
                LengthPenalty = lengthPenalty,
                Processors = [.. Rules(seed), new SuppressTokensAtBegin([EndOfText])],
            };

            IReadOnlyList<Hypothesis> found = Run(options, 23, [(ulong)seed], [prompt])[0];

            AssertEqual(found, new BeamReference(options, 23, (ulong)seed, prompt).Whisper(), $"seed {seed}");
            ended |= found.Any(x => x.Ended);
            stopped |= found.Any(x => !x.Ended);
        }

        Assert.That((ended, stopped), Is.EqualTo((true, true)), "texts end and texts are stopped");
    }

    [Test]
    public void Run_MoreBeamsThanTexts_FindsEveryText([Range(0, 9)] int seed, [Values(Heuristic, Early, Never)] BeamStopping stopping, [Values(1, 0.3)] double lengthPenalty)
    {
        // Three tokens and the end of text, at most three tokens: 13 texts that end and 27 that do not.
        SearchOptions options = Options(stopping, beams: 64, maxTokens: 3) with { LengthPenalty = lengthPenalty };

        IReadOnlyList<Hypothesis> found = Run(options, 4, [(ulong)seed], [new[] { 1 }])[0];

        Assert.That(found, Has.Count.EqualTo(40));
        AssertEqual(found, new BeamReference(options, 4, (ulong)seed, [1]).Everything(), "all texts");
    }

    [Test]
    public void Run_Batch_EqualsOneByOne([Values] BeamStopping stopping, [Values(2, 5)] int beams)
    {
        ulong[] seeds = [.. Enumerable.Range(0, 9).Select(i => (ulong)i)];
        ReadOnlyMemory<int>[] prompts = [.. seeds.Select(seed => new ReadOnlyMemory<int>([.. Enumerable.Range(0, 1 + ((int)seed % 4))]))];
        SearchOptions options = Options(stopping, beams, maxTokens: 30) with { Processors = Rules(2) };

        IReadOnlyList<IReadOnlyList<Hypothesis>> together = Run(options, 15, seeds, prompts);

        for (int i = 0; i < seeds.Length; i++)
        {
            IReadOnlyList<Hypothesis> alone = Run(options, 15, [seeds[i]], [prompts[i]])[0];
            Assert.That(together[i].Select(x => x.Tokens), Is.EqualTo(alone.Select(x => x.Tokens)));
            Assert.That(together[i].Select(x => (x.Score, x.SumLogProbability)), Is.EqualTo(alone.Select(x => (x.Score, x.SumLogProbability))));
        }
    }

    [Test]
    public void Run_FewTokensAllowed_DeadBeamsAreNotReported([Values] BeamStopping stopping)
    {
        // One token may be written at each step, so one of four beams lives.
        SearchOptions options = Options(stopping, beams: 4, maxTokens: 5) with { Processors = [new SuppressTokens([0, 1, 2, 3, 5, 6, 7])] };

        Hypothesis found = Run(options, 8, [1], [new[] { 1 }])[0].Single();

        Assert.That(found.Tokens, Is.EqualTo([4, 4, 4, 4, 4]));
        Assert.That(found.Ended, Is.False);
        Assert.That(found.TokenLogProbabilities.Sum(), Is.EqualTo(found.SumLogProbability).Within(1e-5));
    }

    [Test]
    public void Run_EverythingSuppressed_Throws([Values] BeamStopping stopping) =>
        Assert.That(
            () => Run(Options(stopping, 3, 5) with { Processors = [new SuppressTokens(Enumerable.Range(0, 8))] }, 8, [1], [new[] { 1 }]),
            Throws.TypeOf<SpeechException>().With.Message.Contains("suppressed"));

    [Test]
    public void Run_AfterWarmUp_AllocatesNothingPerToken([Values] BeamStopping stopping)
    {
        long[] allocated = new long[201];
        ReadOnlyMemory<int>[] prompts = [new int[1], new int[1]];
        ToyDecoder state = new(100, [1, 2], prompts, rowsPerAudio: 4) { Advanced = step => allocated[step] = GC.GetAllocatedBytesForCurrentThread() };
        SearchOptions options = Options(stopping, 4, 201) with { Processors = [new SuppressTokens([EndOfText]), new RepetitionPenalty(1.1f)] };

        TokenSearch.Create(options).Run(state, prompts, default);

        Assert.That(allocated[200] - allocated[2], Is.Zero);
    }

    [Test]
    public void From_PublicOptions_CarriesAll()
    {
        DecodingOptions asked = new() { BeamSize = 5, LengthPenalty = 0.6, Stopping = Never, Patience = 2, MaxTokens = 50 };

        SearchOptions options = SearchOptions.From(asked, EndOfText, 448, []);

        Assert.That(options, Is.EqualTo(new SearchOptions
        {
            EndOfText = EndOfText, MaxLength = 448, MaxTokens = 50, BeamSize = 5, LengthPenalty = 0.6, Stopping = Never, Patience = 2, Processors = options.Processors,
        }));
        Assert.That(TokenSearch.Create(options), Is.TypeOf<BeamSearch>());
        Assert.That(TokenSearch.Create(options with { BeamSize = 1 }), Is.TypeOf<GreedySearch>());
    }

    private static SearchOptions Options(BeamStopping stopping, int beams, int maxTokens) =>
        new() { EndOfText = EndOfText, MaxLength = 448, MaxTokens = maxTokens, BeamSize = beams, Stopping = stopping };

    private static ILogitsProcessor[] Rules(int seed) => (seed % 3) switch
    {
        0 => [],
        1 => [new NoRepeatNgrams(1)],
        _ => [new RepetitionPenalty(1.3f), new NoRepeatNgrams(2), new SuppressTokens([7, 9])],
    };

    private static IReadOnlyList<IReadOnlyList<Hypothesis>> Run(SearchOptions options, int vocabulary, ulong[] seeds, ReadOnlyMemory<int>[] prompts) =>
        TokenSearch.Create(options).Run(new ToyDecoder(vocabulary, seeds, prompts, options.BeamSize), prompts, default);

    private static void AssertEqual(IReadOnlyList<Hypothesis> found, List<BeamReference.Found> expected, string what)
    {
        Assert.That(found.Select(x => x.Tokens), Is.EqualTo(expected.Select(x => x.Tokens)), what);
        Assert.That(found.Select(x => x.Ended), Is.EqualTo(expected.Select(x => x.Ended)), what);
        Assert.That(found.Select(x => (double)x.Score), Is.EqualTo(expected.Select(x => x.Score)).Within(1e-4), what);
        Assert.That(found.Select(x => (double)x.SumLogProbability), Is.EqualTo(expected.Select(x => x.Sum)).Within(1e-4), what);
    }
}
