using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Speech.Sdk.Evaluation.Normalization;

namespace Speech.Sdk.Benchmarks;

/// <summary>What it costs to make 1,000 references of 20 words comparable: 10 million words, some 1,000 hours of speech, are 500 times as many.</summary>
[MemoryDiagnoser]
public class NormalizerBenchmark
{
    private const int Texts = 1000;

    private static readonly string[] Vocabulary =
    [
        .. "The of and to a in that is was he for it with as his on be at by I this had not are but from or have an they which one you were her all she".Split(' '),
        "colour,", "don't", "it's", "nineteen", "eighty", "four", "Mr.", "uh", "$5.50", "2,000", "twenty-first", "(laughs)", "café", "“Yes”", "—",
    ];

    private string[] _texts = null!;

    [Params("english", "basic", "basic+remove-diacritics", "basic+split-letters")]
    public string Normalizer { get; set; } = "english";

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _texts = [.. Enumerable.Range(0, Texts).Select(_ => string.Join(' ', random.GetItems(Vocabulary, 20)))];
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
            TimeSpan least = TimeSpan.MaxValue;
            long allocated = 0;
            for (int run = 0; run < 60; run++)
            {
                long start = Stopwatch.GetTimestamp(), before = GC.GetAllocatedBytesForCurrentThread();
                benchmark.Normalize();
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
                least = elapsed < least ? elapsed : least;
                if (run % 20 == 19)
                    Thread.Sleep(200); // lets the tiered compiler finish
            }

            Console.WriteLine($"{name}, a text of 20 words: {least.TotalMicroseconds / Texts:F1} us, {allocated / Texts} bytes");
        }
    }
}
