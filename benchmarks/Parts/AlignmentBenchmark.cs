using BenchmarkDotNet.Attributes;
using Speech.Sdk.Alignments.Trellis;

namespace Speech.Sdk.Benchmarks;

/// <summary>Forced alignment without the model: scores of noise, 50 frames and 14 characters a second as in fast speech, 30 symbols.</summary>
[MemoryDiagnoser]
public class AlignmentBenchmark
{
    private const int Symbols = 30;

    private EmissionTable _emissions = null!;
    private LabelChain _chain = null!;

    [Params(1, 10, 60)]
    public int Minutes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        int frames = Minutes * 3000;
        _emissions = new EmissionTable(0, [.. Enumerable.Range(1, Symbols - 1)]);
        float[] row = new float[Symbols];
        for (int frame = 0; frame < frames; frame++)
        {
            foreach (ref float score in row.AsSpan())
                score = random.NextSingle() * -8;
            _emissions.Append(row, Symbols);
        }

        _chain = new LabelChain([.. Enumerable.Range(0, frames * 14 / 50).Select(_ => random.Next(1, Symbols))]);
    }

    [Benchmark]
    public int Align() => ViterbiPath.Find(_emissions, _chain)[^1];

    internal static void Quick()
    {
        foreach (int minutes in (int[])[1, 10, 60])
        {
            AlignmentBenchmark benchmark = new() { Minutes = minutes };
            benchmark.Setup();
            QuickRun.Print($"forced alignment, {minutes} min", () => benchmark.Align());
        }
    }
}
