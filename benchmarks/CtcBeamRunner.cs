using System.Globalization;
using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.LanguageModels;

namespace Speech.Sdk.Benchmarks;

/// <summary>
/// The CTC beam search over 30 s of frames, at the width of pyctcdecode's default: processor milliseconds and bytes
/// allocated of searching, the least of some runs. One thread.
/// </summary>
internal static class CtcBeamRunner
{
    private const int Runs = 40;

    private static readonly (string Name, (double, double) Noise)[] Kinds = [("peaked", CtcBeamInputs.Peaked), ("noisy", CtcBeamInputs.Noisy), ("very noisy", CtcBeamInputs.VeryNoisy)];

    /// <param name="folder">Gets the inputs as raw floats and the model, for other engines to read; null: nothing is kept.</param>
    /// <param name="output">Where the table goes.</param>
    public static int Run(string? folder, TextWriter output)
    {
        if (folder is not null)
            Directory.CreateDirectory(folder);
        CtcBeamInputs inputs = new();
        string arpa = Path.Combine(folder ?? Path.GetTempPath(), "ctc-beam.arpa");
        inputs.WriteModel(arpa);
        using NgramModel model = LanguageModelFile.Open(arpa);
        CtcLanguageModel withWords = new(model, WordTrie.Of(WordList.Of(inputs.Words)));
        CtcLanguageModel alone = new(model, null);
        output.WriteLine($"{CtcBeamInputs.Frames} frames, {inputs.Alphabet.Count} symbols, width 100, {Environment.ProcessorCount} cores of this machine; ms (bytes allocated)");
        output.WriteLine($"{"",-12} {"no model",20} {"model and words",20} {"model alone",20} {"hotwords",20}");
        foreach ((string name, (double sharpness, double confusion)) in Kinds)
        {
            float[] frames = inputs.LogProbabilities(sharpness, confusion);
            if (folder is not null)
                File.WriteAllBytes(Path.Combine(folder, $"{name}.f32"), System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(frames).ToArray());
            CtcBeamOptions hotwords = new() { Hotwords = [.. inputs.Words.Take(10).Select(word => new Hotword(word))] };
            string[] times = [Time(null, new()), Time(withWords, new()), Time(alone, new()), Time(null, hotwords)];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-12} {times[0],20} {times[1],20} {times[2],20} {times[3],20}"));

            string Time(CtcLanguageModel? languageModel, CtcBeamOptions options) => Least(inputs.Alphabet, frames, languageModel, options);
        }

        if (folder is null)
            File.Delete(arpa);
        return 0;
    }

    private static string Least(CtcAlphabet alphabet, float[] frames, CtcLanguageModel? languageModel, CtcBeamOptions options)
    {
        double least = double.MaxValue;
        long allocated = 0;
        for (int run = 0; run < Runs; run++)
        {
            CtcBeamSearch search = new(alphabet, options, languageModel);
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan start = Environment.CpuUsage.TotalTime;
            search.Accept(frames);
            least = Math.Min(least, (Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - bytes;
            _ = search.Readings(1, ended: true);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{least:F1} ({allocated / 1024} KB)");
    }
}
