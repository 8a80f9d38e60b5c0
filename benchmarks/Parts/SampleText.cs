namespace Speech.Sdk.Benchmarks;

/// <summary>Words as transcripts have them: common ones, and some of those that normalisers change.</summary>
internal static class SampleText
{
    private static readonly string[] Vocabulary =
    [
        .. "The of and to a in that is was he for it with as his on be at by I this had not are but from or have an they which one you were her all she".Split(' '),
        "colour,", "don't", "it's", "nineteen", "eighty", "four", "Mr.", "uh", "$5.50", "2,000", "twenty-first", "(laughs)", "café", "“Yes”", "—",
    ];

    /// <summary>So many words drawn at random.</summary>
    public static string Of(Random random, int words) => string.Join(' ', random.GetItems(Vocabulary, words));
}
