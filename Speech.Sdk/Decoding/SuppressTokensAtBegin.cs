namespace Speech.Sdk.Decoding;

/// <summary>Tokens that are not written first: a blank, or the end of the text.</summary>
internal sealed class SuppressTokensAtBegin(IEnumerable<int> tokens) : ILogitsProcessor
{
    private readonly SuppressTokens _suppress = new(tokens);

    public void Process(Span<float> scores, TokenHistory history)
    {
        if (history.Written.IsEmpty)
            _suppress.Process(scores, history);
    }
}
