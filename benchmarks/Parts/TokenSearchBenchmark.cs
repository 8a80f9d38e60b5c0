using BenchmarkDotNet.Attributes;
using Speech.Sdk.Decoding;
using Speech.Sdk.Models.Whisper.Decoding;

namespace Speech.Sdk.Benchmarks;

/// <summary>The search for a window's 100 tokens among Whisper's 51,865, greedy and with 5 beams, time tokens ruled, without the model.</summary>
[MemoryDiagnoser]
public class TokenSearchBenchmark
{
    private const int Tokens = 100;
    private const int Vocabulary = 51_865;
    private const int EndOfText = 50_257;
    private const int NoTimestamps = 50_363;
    private const int FirstTimestamp = 50_364;
    private const int FirstSecond = 50;

    private static readonly ReadOnlyMemory<int>[] Prompt = [new[] { 50_258, 50_259, 50_359 }];

    private ITokenSearch _search = null!;
    private NoiseDecoder _decoder = null!;

    [Params(1, 5)]
    public int Beams { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _decoder = new NoiseDecoder(Vocabulary, EndOfText, Beams);
        _search = TokenSearch.Create(new SearchOptions
        {
            EndOfText = EndOfText, MaxLength = 448, MaxTokens = Tokens, BeamSize = Beams,
            Processors = [new SuppressTokens(Enumerable.Range(NoTimestamps - 6, 6)), new TimestampRules(FirstTimestamp, EndOfText, NoTimestamps, FirstSecond)],
        });
    }

    [Benchmark]
    public int Search()
    {
        _decoder.Begin();
        return _search.Run(_decoder, Prompt, CancellationToken.None)[0][0].Tokens.Count;
    }

    internal static void Quick()
    {
        foreach (int beams in (int[])[1, 5])
        {
            TokenSearchBenchmark benchmark = new() { Beams = beams };
            benchmark.Setup();
            QuickRun.Print($"token search, {Tokens} tokens, {(beams == 1 ? "greedy" : $"{beams} beams")}", () => benchmark.Search());
        }
    }
}
