namespace Speech.Sdk.Evaluation.Metrics;

/// <summary>Cuts texts into what is compared, as jiwer 4 does by default.</summary>
internal static class TextUnits
{
    /// <summary>The words: what lies between spaces (U+0020); other white space is part of a word, but not at the ends of the text.</summary>
    public static string[] Words(string text)
    {
        ReadOnlySpan<char> stripped = Strip(text);
        List<string> words = [];
        foreach (Range word in stripped.Split(' '))
        {
            if (!stripped[word].IsEmpty)
                words.Add(stripped[word].ToString());
        }

        return [.. words];
    }

    /// <summary>The code points, white space at the ends left out; half of a surrogate pair alone is one of its own.</summary>
    public static int[] CodePoints(string text)
    {
        ReadOnlySpan<char> stripped = Strip(text);
        List<int> points = new(stripped.Length);
        for (int index = 0; index < stripped.Length; index++)
        {
            bool pair = char.IsHighSurrogate(stripped[index]) && index + 1 < stripped.Length && char.IsLowSurrogate(stripped[index + 1]);
            points.Add(pair ? char.ConvertToUtf32(stripped[index], stripped[++index]) : stripped[index]);
        }

        return [.. points];
    }

    /// <summary>A code point of <see cref="CodePoints"/> as text.</summary>
    public static string Text(int codePoint) => codePoint > char.MaxValue ? char.ConvertFromUtf32(codePoint) : ((char)codePoint).ToString();

    private static ReadOnlySpan<char> Strip(string text)
    {
        int start = 0, end = text.Length;
        while (start < end && IsWhiteSpace(text[start]))
            start++;
        while (end > start && IsWhiteSpace(text[end - 1]))
            end--;
        return text.AsSpan(start, end - start);
    }

    // Python counts the four information separators as white space, .NET does not.
    private static bool IsWhiteSpace(char character) => char.IsWhiteSpace(character) || character is >= '\u001C' and <= '\u001F';
}
