namespace Speech.Sdk.Decoding;

/// <summary>Tokens that are never written.</summary>
internal sealed class SuppressTokens(IEnumerable<int> tokens) : ILogitsProcessor
{
    private readonly int[] _tokens = [.. tokens];

    public void Process(Span<float> scores, TokenHistory history)
    {
        foreach (int token in _tokens)
            scores[token] = float.NegativeInfinity;
    }
}
