using BenchmarkDotNet.Attributes;
using Speech.Sdk.Models.Catalogue;
using Speech.Sdk.Models.Whisper;

namespace Speech.Sdk.Benchmarks;

/// <summary>Whisper's byte-pair tokenizer: the text of a window (80 words) and of an hour (9,000) to tokens, and back.</summary>
[MemoryDiagnoser]
public class TokenizerBenchmark
{
    private WhisperTokenizer _tokenizer = null!;
    private string _text = "";
    private int[] _ids = null!;

    [Params(80, 9_000)]
    public int Words { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _tokenizer = WhisperTokenizer.Load(ModelCatalogue.Find(ModelCatalogue.DefaultName)!.Folder!);
        _text = SampleText.Of(new Random(1), Words);
        _ids = _tokenizer.Encode(_text);
    }

    [Benchmark]
    public int[] Encode() => _tokenizer.Encode(_text);

    [Benchmark]
    public string Decode() => _tokenizer.Decode(_ids);

    internal static void Quick()
    {
        foreach (int words in (int[])[80, 9_000])
        {
            TokenizerBenchmark benchmark = new() { Words = words };
            benchmark.Setup();
            QuickRun.Print($"tokenizer, {words} words to tokens", () => benchmark.Encode());
            QuickRun.Print($"tokenizer, {benchmark._ids.Length} tokens to text", () => benchmark.Decode());
        }
    }
}
