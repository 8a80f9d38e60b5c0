namespace Speech.Sdk.Decoding;

/// <summary>Divides the scores of tokens that the row holds, prompt included, by a penalty; multiplies those below zero (CTRL, arXiv:1909.05858).</summary>
internal sealed class RepetitionPenalty(float penalty) : ILogitsProcessor
{
    public void Process(Span<float> scores, TokenHistory history)
    {
        ReadOnlySpan<int> tokens = history.Tokens;
        for (int i = 0; i < tokens.Length; i++)
        {
            int token = tokens[i];
            // A token is penalised once, however often it was written.
            if (tokens[..i].Contains(token))
                continue;
            float score = scores[token];
            scores[token] = score < 0 ? score * penalty : score / penalty;
        }
    }
}
