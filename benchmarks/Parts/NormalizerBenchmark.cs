using BenchmarkDotNet.Attributes;
using Speech.Sdk.Evaluation.Normalization;

namespace Speech.Sdk.Benchmarks;

/// <summary>What it costs to make 1,000 references of 20 words comparable: 10 million words, some 1,000 hours of speech, are 500 times as many.</summary>
[MemoryDiagnoser]
public class NormalizerBenchmark
{
    private const int Texts = 1000;

    private string[] _texts = null!;

    [Params("english", "basic", "basic+remove-diacritics", "basic+split-letters")]
    public string Normalizer { get; set; } = "english";

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _texts = [.. Enumerable.Range(0, Texts).Select(_ => SampleText.Of(random, 20))];
    }

    [Benchmark(OperationsPerInvoke = Texts)]
    public int Normalize()
    {
        ITextNormalizer normalizer = TextNormalizers.Find(Normalizer);
        return _texts.Sum(text => normalizer.Normalize(text).Length);
    }

    internal static void Quick()
    {
        foreach (string name in (string[])["english", "basic", "basic+remove-diacritics", "basic+split-letters"])
        {
            NormalizerBenchmark benchmark = new() { Normalizer = name };
            benchmark.Setup();
            QuickRun.Print($"normaliser {name}, 20 words", () => benchmark.Normalize(), Texts);
        }
    }
}
