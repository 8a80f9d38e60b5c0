namespace Speech.Sdk.Decoding;

/// <summary>The draft's side of an assisted search: proposes how the text goes on, by the same rules as the main model's.</summary>
internal sealed class DraftedTokens
{
    private readonly IDraftableState _state;
    private readonly GreedyStep _step;
    private readonly int _endOfText;
    private readonly int _promptLength;

    // Prompt, text, and what was proposed after it; the state has been fed the first _fed of these.
    private readonly int[] _tokens;
    private int _fed;

    public DraftedTokens(IDraftableState state, GreedyStep step, int endOfText, ReadOnlySpan<int> prompt, int limit)
    {
        (_state, _step, _endOfText) = (state, step, endOfText);
        _tokens = new int[prompt.Length + limit];
        prompt.CopyTo(_tokens);
        _fed = _promptLength = prompt.Length;
    }

    /// <summary>At most <paramref name="count"/> tokens that may follow the text; fewer where the draft would end it.</summary>
    /// <returns>The text's last token, then the proposed ones.</returns>
    public ReadOnlySpan<int> Propose(RunningHypothesis text, int count, CancellationToken cancellationToken)
    {
        ReadOnlySpan<int> written = text.History.Tokens;
        Forget(written);
        written.CopyTo(_tokens);
        int length = written.Length;
        for (; length < written.Length + count; length++)
        {
            ReadOnlySpan<int> unfed = _tokens.AsSpan(_fed, length - _fed);
            _state.Extend(unfed, cancellationToken);
            _fed = length;
            int token = _step.Choose(new TokenHistory(_tokens.AsSpan(0, length), _promptLength), _state.ScoresAfter(unfed.Length - 1));
            if (token == _endOfText)
                break;
            _tokens[length] = token;
        }

        return _tokens.AsSpan(written.Length - 1, length - written.Length + 1);
    }

    /// <summary>Forgets what was proposed but not written, and the last written token, which is fed anew for its scores.</summary>
    private void Forget(ReadOnlySpan<int> written)
    {
        int kept = Math.Min(_tokens.AsSpan(0, _fed).CommonPrefixLength(written), written.Length - 1);
        if (kept == _fed)
            return;
        _state.Truncate(kept);
        _fed = kept;
    }
}
