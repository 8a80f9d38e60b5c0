using Speech.Sdk.Evaluation.Metrics;

namespace Speech.Sdk.Tests.Evaluation.Metrics;

/// <summary>Long texts by recipe, so that other programs can make them too.</summary>
internal static class LongTexts
{
    /// <summary>
    /// Words drawn from a vocabulary, of which so many in a thousand are replaced, left out or followed by another, by the generator x = 1664525 x + 1013904223 of
    /// 32 bits, whose lowest 8 are not used.
    /// </summary>
    public static (string Reference, string Hypothesis) Make(uint seed, int length, int vocabulary, int changed)
    {
        uint state = seed;
        int Draw(int count) => (int)(((state = (1664525 * state) + 1013904223) >> 8) % (uint)count);
        int[] reference = [.. Enumerable.Range(0, length).Select(_ => Draw(vocabulary))];
        List<int> hypothesis = [];
        foreach (int word in reference)
        {
            int change = Draw(1000) < changed ? Draw(3) : 3;
            if (change is 1 or 3)
                hypothesis.Add(word);
            if (change is 0 or 1)
                hypothesis.Add(Draw(vocabulary));
        }

        return (string.Join(' ', reference), string.Join(' ', hypothesis));
    }

    /// <summary>By the recipe in jiwer_long.json.</summary>
    public static (string Reference, string Hypothesis) OfTheGolden()
    {
        string[] reference = [.. Enumerable.Range(0, 2000).Select(index => $"w{index * 7919 % 263}")];
        List<string> hypothesis = [.. Enumerable.Range(0, 2000).Where(index => index % 13 != 5).Select(index => index % 11 == 0 ? $"v{index % 17}" : reference[index])];
        int count = hypothesis.Count;
        for (int place = 0; place < count; place += 50)
            hypothesis.Insert(place, "ins");
        return (string.Join(' ', reference), string.Join(' ', hypothesis));
    }

    public static ulong Hash(IEnumerable<EditChunk> chunks)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (EditChunk chunk in chunks)
        {
            foreach (int part in (int[])[(int)chunk.Kind, chunk.ReferenceStart, chunk.ReferenceEnd, chunk.HypothesisStart, chunk.HypothesisEnd])
                hash = (hash ^ (ulong)part) * 0x100000001b3;
        }

        return hash;
    }
}
