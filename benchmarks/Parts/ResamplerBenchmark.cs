using BenchmarkDotNet.Attributes;
using Speech.Sdk.Audio.Resampling;

namespace Speech.Sdk.Benchmarks;

/// <summary>30 s of noise brought to 16 kHz on one core, in blocks as files are read: from a telephone's rate, a disc's and a film's.</summary>
[MemoryDiagnoser]
public class ResamplerBenchmark
{
    private const int Seconds = 30;
    private const int Target = 16_000;
    private const int BlockLength = 4096;

    private float[] _samples = null!;
    private float[] _output = null!;

    [Params(8_000, 44_100, 48_000)]
    public int From { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _samples = [.. Enumerable.Range(0, Seconds * From).Select(_ => random.NextSingle() - 0.5f)];
        _output = new float[new Resampler(From, Target).MaxOutput(_samples.Length)];
    }

    [Benchmark]
    public int Resample()
    {
        Resampler resampler = new(From, Target);
        int written = 0;
        for (int start = 0; start < _samples.Length; start += BlockLength)
            written += resampler.Process(_samples.AsSpan(start, Math.Min(BlockLength, _samples.Length - start)), _output.AsSpan(written));
        return written + resampler.Flush(_output.AsSpan(written));
    }

    internal static void Quick()
    {
        foreach (int from in (int[])[8_000, 44_100, 48_000])
        {
            ResamplerBenchmark benchmark = new() { From = from };
            benchmark.Setup();
            QuickRun.Print($"resampler, 30 s, {from} Hz to {Target}", () => benchmark.Resample());
        }
    }
}
