namespace Speech.Sdk.Decoding;

/// <summary>
/// Ends a text that has fallen into a loop, long before its limit of tokens. Only texts are ended that a threshold of <see cref="CompressionRatio"/> refuses anyway: two thirds of
/// what is written are copies, so that it compresses to less than half, and the copies are so many that the rest of a window has no room for as much else as would hide them.
/// </summary>
/// <param name="endOfText">The first id that is no text: time tokens, which go on in a loop as well, are passed over.</param>
internal sealed class RepetitionStop(int endOfText)
{
    /// <summary>Texts are ended that compress better than this.</summary>
    public const double CompressionRatio = 2.4;

    /// <summary>
    /// The fewest tokens that must equal the one a period before. Spoken, they take half of 30 s, and the other half holds some 140 tokens: with those, sung syllables still
    /// compress by 2.47.
    /// </summary>
    public const int LeastCopies = 128;

    /// <summary>Whether the text is a loop: its last tokens are the same few again and again.</summary>
    /// <param name="written">All of the text.</param>
    public bool IsIn(ReadOnlySpan<int> written)
    {
        if (written.Length <= LeastCopies)
            return false;
        Span<int> text = written.Length <= 512 ? stackalloc int[written.Length] : new int[written.Length];
        int count = 0;
        foreach (int token in written)
        {
            if (token < endOfText)
                text[count++] = token;
        }

        text = text[..count];
        int copies = Math.Max(LeastCopies, ((2 * count) + 2) / 3);
        for (int period = 1; period <= count - copies; period++)
        {
            if (text[^copies..].SequenceEqual(text[^(copies + period)..^period]))
                return true;
        }

        return false;
    }
}
