using BenchmarkDotNet.Attributes;
using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.LanguageModels;

namespace Speech.Sdk.Benchmarks;

/// <summary>The CTC beam search of width 100 over 30 s of frames, with and without a 3-gram model; ctc-beam tells more of it.</summary>
[MemoryDiagnoser]
public class CtcBeamBenchmark : IDisposable
{
    private readonly CtcBeamInputs _inputs = new();
    private CtcLanguageModel _languageModel = null!;
    private float[] _frames = null!;

    [Params("peaked", "noisy")]
    public string Kind { get; set; } = "peaked";

    [GlobalSetup]
    public void Setup()
    {
        string arpa = Path.Combine(Path.GetTempPath(), $"ctc-beam-{Guid.NewGuid():N}.arpa");
        _inputs.WriteModel(arpa);
        _languageModel = new CtcLanguageModel(LanguageModelFile.Open(arpa), WordTrie.Of(WordList.Of(_inputs.Words)));
        File.Delete(arpa);
        (double sharpness, double confusion) = Kind == "peaked" ? CtcBeamInputs.Peaked : CtcBeamInputs.Noisy;
        _frames = _inputs.LogProbabilities(sharpness, confusion);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _languageModel.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public int Alone() => Search(null);

    [Benchmark]
    public int WithLanguageModel() => Search(_languageModel);

    internal static void Quick()
    {
        foreach (string kind in (string[])["peaked", "noisy"])
        {
            using CtcBeamBenchmark benchmark = new() { Kind = kind };
            benchmark.Setup();
            QuickRun.Print($"CTC beams, 30 s of {kind} frames", () => benchmark.Alone());
            QuickRun.Print($"CTC beams, 30 s of {kind} frames, 3-grams", () => benchmark.WithLanguageModel());
        }
    }

    private int Search(CtcLanguageModel? languageModel)
    {
        CtcBeamSearch search = new(_inputs.Alphabet, new CtcBeamOptions(), languageModel);
        search.Accept(_frames);
        return search.Readings(1, ended: true).Count;
    }
}
