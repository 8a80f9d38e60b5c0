namespace Speech.Sdk.Decoding;

/// <summary>No sequence of <paramref name="size"/> tokens occurs twice in a row, prompt included.</summary>
internal sealed class NoRepeatNgrams(int size) : ILogitsProcessor
{
    public void Process(Span<float> scores, TokenHistory history)
    {
        ReadOnlySpan<int> tokens = history.Tokens;
        if (tokens.Length < size)
            return;
        ReadOnlySpan<int> last = tokens[^(size - 1)..];
        for (int end = size - 1; end < tokens.Length; end++)
        {
            if (tokens.Slice(end - last.Length, last.Length).SequenceEqual(last))
                scores[tokens[end]] = float.NegativeInfinity;
        }
    }
}
