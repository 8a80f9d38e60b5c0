using System.Numerics.Tensors;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk;

/// <summary>Makes spans of windows.</summary>
internal static class LanguageSpans
{
    /// <summary>Joins neighbours whose likeliest language is the same; samples become times.</summary>
    public static IReadOnlyList<LanguageSpan> Join(IReadOnlyList<(long Start, long End, float[] Probabilities)> windows, IReadOnlyList<string> languages, int sampleRate)
    {
        List<LanguageSpan> spans = [];
        int first = 0;
        for (int next = 1; next <= windows.Count; next++)
        {
            if (next < windows.Count && Best(next) == Best(first))
                continue;
            (long Start, long End, float[] Probabilities)[] same = [.. windows.Skip(first).Take(next - first)];
            spans.Add(new LanguageSpan(Time(same[0].Start), Time(same[^1].End), Rank(WindowScores.Mean(same), languages)));
            first = next;
        }

        return spans;

        int Best(int window) => TensorPrimitives.IndexOfMax<float>(windows[window].Probabilities);
        TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / sampleRate);
    }

    /// <summary>The likeliest first.</summary>
    public static IReadOnlyList<LanguageProbability> Rank(double[] probabilities, IReadOnlyList<string> languages) =>
        [.. languages.Select((language, index) => new LanguageProbability(language, probabilities[index])).OrderByDescending(language => language.Probability)];
}
