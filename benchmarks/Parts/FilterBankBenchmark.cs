using BenchmarkDotNet.Attributes;
using Speech.Sdk.Features;

namespace Speech.Sdk.Benchmarks;

/// <summary>What 30 s of noise cost on one core before a CTC model hears them: filter banks (w2v-bert) or a scaled waveform (wav2vec2).</summary>
[MemoryDiagnoser]
public class FilterBankBenchmark
{
    private readonly SeamlessFeatures _features = new(new SeamlessFeatureOptions());
    private float[] _samples = null!;
    private FrameScale _scale = null!;
    private float[] _rows = null!;
    private float[] _scaled = null!;

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _samples = [.. Enumerable.Range(0, 480_000).Select(_ => random.NextSingle() - 0.5f)];
        SeamlessMeasure measure = _features.Measure();
        measure.Accept(_samples);
        _scale = measure.Scale();
        _rows = new float[_features.Rows(_samples.Length) * _features.RowSize];
        _scaled = new float[_samples.Length];
    }

    [Benchmark]
    public void FilterBanks() => _features.Compute(_samples, (int)_features.Rows(_samples.Length), _scale, _rows);

    [Benchmark]
    public void ScaledWaveform() => WaveformScale.ZeroMeanUnitVariance(_samples, _scaled);

    internal static void Quick()
    {
        FilterBankBenchmark benchmark = new();
        benchmark.Setup();
        QuickRun.Print("filter banks, 30 s", benchmark.FilterBanks);
        QuickRun.Print("scaled waveform, 30 s", benchmark.ScaledWaveform);
    }
}
