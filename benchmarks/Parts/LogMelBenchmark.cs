using BenchmarkDotNet.Attributes;
using Speech.Sdk.Models.Whisper.Features;

namespace Speech.Sdk.Benchmarks;

/// <summary>Whisper's log-mel spectrogram of 30 s of noise, all of it audible, on one core.</summary>
[MemoryDiagnoser]
public class LogMelBenchmark
{
    private WhisperFeatures _features = null!;
    private float[] _samples = null!;
    private float[] _destination = null!;

    [Params(80, 128)]
    public int Mels { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _features = new WhisperFeatures(new WhisperFeatureOptions { Mels = Mels });
        Random random = new(1);
        _samples = [.. Enumerable.Range(0, _features.WindowSamples).Select(_ => random.NextSingle() - 0.5f)];
        _destination = new float[Mels * _features.WindowFrames];
    }

    [Benchmark]
    public void LogMel() => _features.Compute(_samples, _features.WindowSamples, _destination);

    internal static void Quick()
    {
        foreach (int mels in (int[])[80, 128])
        {
            LogMelBenchmark benchmark = new() { Mels = mels };
            benchmark.Setup();
            QuickRun.Print($"log-mel, 30 s, {mels} bins", benchmark.LogMel);
        }
    }
}
