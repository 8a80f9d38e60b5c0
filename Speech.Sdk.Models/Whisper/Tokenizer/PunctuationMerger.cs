namespace Speech.Sdk.Models.Whisper;

/// <summary>Joins punctuation with the word it belongs to, as openai-whisper's <c>merge_punctuations</c> does.</summary>
internal static class PunctuationMerger
{
    /// <summary>What belongs to the word after it.</summary>
    public const string Prepended = "\"'“¿([{-";

    /// <summary>What belongs to the word before it.</summary>
    public const string Appended = "\"'.。,，!！?？:：”)]}、";

    /// <summary>The words in their order, each with its punctuation. The words follow one another without a gap.</summary>
    public static List<WordSpan> Merge(IReadOnlyList<WordSpan> words, string prepended = Prepended, string appended = Appended)
    {
        WordSpan[] merged = [.. words];
        for (int previous = merged.Length - 2, following = merged.Length - 1; previous >= 0; previous--)
        {
            if (BelongsToNext(merged[previous].Text, prepended))
                Join(merged, previous, following, into: following);
            else
                following = previous;
        }

        for (int previous = 0, following = 1; following < merged.Length; following++)
        {
            if (!merged[previous].Text.EndsWith(' ') && appended.Contains(merged[following].Text, StringComparison.Ordinal))
                Join(merged, previous, following, into: previous);
            else
                previous = following;
        }

        return [.. merged.Where(word => word.Length > 0)];
    }

    /// <summary>Whether a word is punctuation that is joined with the word after it, where there is one.</summary>
    public static bool BelongsToNext(string text, string prepended = Prepended) =>
        text.StartsWith(' ') && prepended.Contains(text.Trim(), StringComparison.Ordinal);

    private static void Join(WordSpan[] words, int left, int right, int into)
    {
        // A word that was emptied keeps no tokens, and its place must not move the start of the other.
        int start = words[left].Length > 0 ? words[left].Start : words[right].Start;
        WordSpan joined = new(words[left].Text + words[right].Text, start, words[left].Length + words[right].Length);
        words[left] = words[right] = new WordSpan("", start, 0);
        words[into] = joined;
    }
}
