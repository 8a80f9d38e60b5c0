using Speech.Sdk.Decoding;

namespace Speech.Sdk.Models.Whisper.Decoding;

/// <summary>
/// A window's text begins with these tokens, behind the first time token where there are times. Comes last: what is forced is
/// written even where it is suppressed, with log-probability 0 (as transformers' ForceTokensLogitsProcessor).
/// </summary>
/// <param name="tokens">The tokens to write first.</param>
/// <param name="afterTime">Whether the text begins with a time token.</param>
internal sealed class ForcedText(IEnumerable<int> tokens, bool afterTime) : ILogitsProcessor
{
    private readonly int[] _tokens = [.. tokens];
    private readonly int _first = afterTime ? 1 : 0;

    public void Process(Span<float> scores, TokenHistory history)
    {
        int position = history.Written.Length - _first;
        if (position < 0 || position >= _tokens.Length)
            return;
        scores.Fill(float.NegativeInfinity);
        scores[_tokens[position]] = 0;
    }
}
