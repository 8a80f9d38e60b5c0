using BenchmarkDotNet.Attributes;
using Speech.Sdk.Models.Whisper.Words;

namespace Speech.Sdk.Benchmarks;

/// <summary>
/// Where the words of a window of 30 s are, from the attention of 8 heads to its 1,500 positions: the costs of tokens and positions, and the cheapest path through
/// them by dynamic time warping. A copy of what they overwrite is in the times.
/// </summary>
[MemoryDiagnoser]
public class WordTimesBenchmark
{
    private const int Heads = 8;
    private const int Positions = 1500;

    private float[] _attention = null!;
    private float[] _costs = null!;
    private float[] _scratch = null!;

    [Params(40, 200)]
    public int Tokens { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _attention = [.. Enumerable.Range(0, Heads * Tokens * Positions).Select(_ => random.NextSingle() * 8)];
        _scratch = new float[_attention.Length];
        _costs = Costs();
    }

    [Benchmark]
    public float[] Costs()
    {
        _attention.CopyTo(_scratch, 0);
        return AlignmentCosts.Of(_scratch, Heads, Tokens, skipped: 0, attended: Positions, Positions);
    }

    [Benchmark]
    public int[] Warp()
    {
        Span<float> costs = _scratch.AsSpan(0, _costs.Length);
        _costs.CopyTo(costs);
        return DynamicTimeWarping.RowStarts(costs, Positions);
    }

    internal static void Quick()
    {
        foreach (int tokens in (int[])[40, 200])
        {
            WordTimesBenchmark benchmark = new() { Tokens = tokens };
            benchmark.Setup();
            QuickRun.Print($"word times, {tokens} tokens, costs", () => benchmark.Costs());
            QuickRun.Print($"word times, {tokens} tokens, path", () => benchmark.Warp());
        }
    }
}
