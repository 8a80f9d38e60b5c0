using Speech.Sdk.Decoding;
using Speech.Sdk.Models.Whisper;

namespace Speech.Sdk.Tests.Decoding;

public sealed class RepetitionStopTests
{
    private const int EndOfText = 1000;
    private const int Longest = 444;

    [TestCase(0, 1, 129)]
    [TestCase(0, 2, 130)]
    [TestCase(0, 30, 158)]
    [TestCase(0, 64, 192)]
    [TestCase(0, 100, 300, Description = "two thirds are copies")]
    [TestCase(50, 1, 179)]
    [TestCase(100, 1, 303)]
    [TestCase(100, 20, 360)]
    [TestCase(200, 1, null, Description = "too much else is written")]
    [TestCase(0, 200, null)]
    public void IsIn_TextThatRepeatsAPeriod_FromSoManyTokensOn(int before, int period, int? expected)
    {
        int[] text = [.. Enumerable.Range(0, Longest).Select(place => place < before ? place : 500 + ((place - before) % period))];
        Assert.That(First(text), Is.EqualTo(expected));
    }

    [Test]
    public void IsIn_TimesBetweenTheRepetitions_ArePassedOver()
    {
        // A time, three tokens of text, a time.
        int[] text = [.. Enumerable.Range(0, Longest).Select(place => (place % 5) is 0 or 4 ? EndOfText + place : place % 5)];
        Assert.That(text[..First(text)!.Value].Count(token => token < EndOfText), Is.EqualTo(131));
    }

    [Test]
    public void IsIn_OneTokenOfAPeriodChanges_IsNoLoop([Values(5, 20, 100)] int period) =>
        Assert.That(First([.. Enumerable.Range(0, Longest).Select(place => place % period == 0 ? 100 + (place / period) : place % period)]), Is.Null, "counting is no loop");

    // Random letters compress worst of all that can stand beside a loop.
    [Test]
    public void IsIn_Loop_CompressesBetterThanTheThreshold([Values(1, 3, 40)] int period, [Values(0, 30, 60)] int before)
    {
        var random = new Random(period + before);
        string[] words = [.. Enumerable.Range(0, EndOfText).Select(_ => " " + new string([.. Enumerable.Range(0, 4).Select(_ => (char)('a' + random.Next(26)))]))];
        int[] text = [.. Enumerable.Range(0, Longest).Select(place => place < before ? place : 500 + ((place - before) % period))];
        string written = string.Concat(text[..First(text)!.Value].Select(token => words[token]));
        Assert.That(CompressionRatio.Of(written.Trim()), Is.GreaterThan(RepetitionStop.CompressionRatio));
    }

    [TestCase(1)]
    [TestCase(3)]
    public void Run_ModelThatLoops_StopsInTheLoop(int beams)
    {
        SearchOptions options = Options(beams);
        Hypothesis stopped = Run(TokenSearch.Create(options), beams), whole = Run(TokenSearch.Create(options with { Repetition = null }), beams);

        Assert.That((stopped.Ended, stopped.Loops, whole.Ended, whole.Loops), Is.EqualTo((false, true, false, false)));
        Assert.That(whole.Tokens, Has.Count.EqualTo(Longest));
        Assert.That(stopped.Tokens, Has.Count.LessThan(150));
        Assert.That(whole.Tokens.Take(stopped.Tokens.Count), Is.EqualTo(stopped.Tokens));
    }

    [Test]
    public void Run_SamplesThatLoop_RankAsAtTheLimit()
    {
        SearchOptions options = Options(beams: 1);
        Hypothesis stopped = Run(new SamplingSearch(options, 0.01, 4, [1]), rows: 4), whole = Run(new SamplingSearch(options with { Repetition = null }, 0.01, 4, [1]), rows: 4);

        Assert.That((stopped.Loops, whole.Loops, whole.Tokens.Count), Is.EqualTo((true, false, Longest)));
        Assert.That(stopped.Score, Is.EqualTo(whole.Score).Within(1e-3));
    }

    [Test]
    public void Run_TextThatEnds_IsWhatItIsWithoutTheStop([Range(0, 20)] int seed)
    {
        SearchOptions options = new() { EndOfText = 3, MaxLength = 448, BeamSize = 1 + (seed % 3), Repetition = new RepetitionStop(3) };
        Hypothesis Text(SearchOptions search) => TokenSearch.Create(search).Run(new ToyDecoder(12, [(ulong)seed], [new int[1]], search.BeamSize), [new int[1]], default)[0][0];
        Assert.That(Text(options).Tokens, Is.EqualTo(Text(options with { Repetition = null }).Tokens));
    }

    private static SearchOptions Options(int beams) => new()
    {
        EndOfText = 11, MaxLength = 448, MaxTokens = Longest, BeamSize = beams, Processors = [new Cycle()], Repetition = new RepetitionStop(11),
    };

    private static Hypothesis Run(ITokenSearch search, int rows) => search.Run(new ToyDecoder(12, [1], [new int[1]], rows), [new int[1]], default)[0][0];

    private static int? First(int[] text) =>
        Enumerable.Range(1, text.Length).Select(length => (int?)length).FirstOrDefault(length => new RepetitionStop(EndOfText).IsIn(text.AsSpan(0, length!.Value)));

    /// <summary>Makes four tokens likely one after the other, again and again.</summary>
    private sealed class Cycle : ILogitsProcessor
    {
        public void Process(Span<float> scores, TokenHistory history)
        {
            scores.Clear();
            scores[history.Written.Length % 4] = 8;
        }
    }
}
