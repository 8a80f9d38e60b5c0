using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Ctc;

/// <summary>A clip of digits with what is said in it, and what the reference hears.</summary>
internal sealed record DigitSample(string Name, AudioSource Audio, string Reference, string Text, JsonArray Offsets)
{
    public static IEnumerable<DigitSample> All(string model) => Shared.Json($"models/{model}/samples/expected.json")["clips"]!.AsArray().Select(clip => new DigitSample(
        (string)clip!["audio"]!, AudioSource.FromFile(Shared.Path($"models/{model}/samples/{clip["audio"]}")), (string)clip["reference"]!, (string)clip["text"]!,
        clip["word_offsets"]!.AsArray()));

    public float[] Samples() => Audio.ReadAll(16_000, default).ToArray();

    /// <summary>Samples one after the other, and a room's noise behind each; no recording holds perfect silence.</summary>
    public static float[] Join(IEnumerable<DigitSample> samples, double pauseSeconds, double noise = 0.001)
    {
        Random random = new(3);
        return [.. samples.SelectMany(sample => sample.Samples().Concat(Enumerable.Range(0, (int)(16_000 * pauseSeconds)).Select(_ => (float)(noise * ((2 * random.NextDouble()) - 1)))))];
    }

    /// <summary>Words substituted, left out and put in (Levenshtein).</summary>
    public static int WordErrors(string[] reference, string text)
    {
        string[] found = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int[] row = [.. Enumerable.Range(0, found.Length + 1)];
        for (int i = 1; i <= reference.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= found.Length; j++)
            {
                int substituted = diagonal + (reference[i - 1] == found[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
