using BenchmarkDotNet.Attributes;
using Speech.Sdk.Evaluation.Metrics;

namespace Speech.Sdk.Benchmarks;

/// <summary>Word and character errors of 2,000 words against 2,000, 15 words in a hundred wrong, and of an hour's transcript.</summary>
[MemoryDiagnoser]
public class WordErrorsBenchmark
{
    private string _reference = "";
    private string _hypothesis = "";

    [Params(2_000, 10_000)]
    public int Words { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        string Word() => $"w{random.Next(1000)}";
        string[] reference = [.. Enumerable.Range(0, Words).Select(_ => Word())];
        _reference = string.Join(' ', reference);
        _hypothesis = string.Join(' ', reference.Select(word => random.Next(20) switch
        {
            0 => "",
            1 => Word(),
            2 => $"{word} {Word()}",
            _ => word,
        }));
    }

    [Benchmark]
    public TextAlignment AlignWords() => WordErrors.Align(_reference, _hypothesis);

    [Benchmark]
    public ErrorCounts CountCharacters() => CharacterErrors.Count(_reference, _hypothesis);

    internal static void Quick()
    {
        foreach (int words in (int[])[2_000, 10_000])
        {
            WordErrorsBenchmark benchmark = new() { Words = words };
            benchmark.Setup();
            QuickRun.Print($"word errors, {words} words", () => benchmark.AlignWords());
            QuickRun.Print($"character errors, {words} words", () => benchmark.CountCharacters());
        }
    }
}
