namespace Speech.Sdk.Tests.Whisper.Streaming;

/// <summary>Words inserted, left out or changed, by the word of the reference; letter case and punctuation do not count.</summary>
internal static class WordErrors
{
    public static double Rate(string text, string reference)
    {
        string[] said = Words(text);
        string[] expected = Words(reference);
        int[] errors = [.. Enumerable.Range(0, said.Length + 1)];
        for (int row = 1; row <= expected.Length; row++)
        {
            int diagonal = errors[0]++;
            for (int column = 1; column <= said.Length; column++)
            {
                int changed = diagonal + (said[column - 1] == expected[row - 1] ? 0 : 1);
                diagonal = errors[column];
                errors[column] = Math.Min(changed, Math.Min(errors[column], errors[column - 1]) + 1);
            }
        }

        return (double)errors[^1] / expected.Length;
    }

    private static string[] Words(string text) =>
        new string([.. text.ToLowerInvariant().Select(letter => char.IsLetterOrDigit(letter) || letter == '\'' ? letter : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
