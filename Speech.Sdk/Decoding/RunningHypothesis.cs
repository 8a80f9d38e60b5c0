namespace Speech.Sdk.Decoding;

/// <summary>A text while it is written: room for all of it, so that no step allocates.</summary>
internal sealed class RunningHypothesis
{
    private readonly int[] _tokens;
    private readonly float[] _logProbabilities;
    private readonly int _promptLength;

    /// <summary>An empty text after a prompt, with room for <paramref name="limit"/> tokens.</summary>
    public RunningHypothesis(ReadOnlySpan<int> prompt, int limit)
    {
        _promptLength = prompt.Length;
        _tokens = new int[prompt.Length + limit];
        _logProbabilities = new float[limit];
        prompt.CopyTo(_tokens);
    }

    /// <summary>How many tokens were written.</summary>
    public int Length { get; private set; }

    /// <summary>How many more may be.</summary>
    public int Room => _logProbabilities.Length - Length;

    /// <summary>Whether the limit is reached.</summary>
    public bool IsFull => Room == 0;

    public float SumLogProbability { get; private set; }

    public TokenHistory History => new(_tokens.AsSpan(0, _promptLength + Length), _promptLength);

    public int LastToken => _tokens[_promptLength + Length - 1];

    /// <summary>Writes a token that brings the sum of log-probabilities to <paramref name="sum"/>.</summary>
    public void Append(int token, float sum)
    {
        _tokens[_promptLength + Length] = token;
        _logProbabilities[Length++] = sum - SumLogProbability;
        SumLogProbability = sum;
    }

    /// <summary>Becomes <paramref name="parent"/>, a text after the same prompt, continued by a token.</summary>
    public void Continue(RunningHypothesis parent, int token, float sum)
    {
        parent.History.Written.CopyTo(_tokens.AsSpan(_promptLength));
        parent._logProbabilities.AsSpan(0, parent.Length).CopyTo(_logProbabilities);
        (Length, SumLogProbability) = (parent.Length, parent.SumLogProbability);
        Append(token, sum);
    }

    /// <summary>The text as it stands, at its limit.</summary>
    public Hypothesis Stop(float score) => ToHypothesis(SumLogProbability, score, ended: false);

    /// <summary>The text as it stands, followed by an end of text that brings the sum to <paramref name="sum"/>.</summary>
    public Hypothesis End(float sum, float score) => ToHypothesis(sum, score, ended: true);

    private Hypothesis ToHypothesis(float sum, float score, bool ended) => new()
    {
        Tokens = History.Written.ToArray(),
        TokenLogProbabilities = _logProbabilities.AsSpan(0, Length).ToArray(),
        SumLogProbability = sum,
        Score = score,
        Ended = ended,
    };
}
