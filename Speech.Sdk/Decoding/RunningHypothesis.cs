using System.Numerics.Tensors;

namespace Speech.Sdk.Decoding;

/// <summary>A text while it is written: room for all of it, so that no step allocates.</summary>
internal sealed class RunningHypothesis
{
    private readonly int[] _tokens;
    private readonly float[] _logProbabilities;
    private readonly int _promptLength;
    private readonly RepetitionStop? _repetition;

    /// <summary>An empty text after a prompt, with room for <paramref name="limit"/> tokens.</summary>
    public RunningHypothesis(ReadOnlySpan<int> prompt, int limit, RepetitionStop? repetition = null)
    {
        _repetition = repetition;
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

    /// <summary>Whether it was in a loop, where somebody looks for that: whatever follows, it cannot be believed any more.</summary>
    public bool Loops { get; private set; }

    /// <summary>Whether it is not to go on: it is full, or loops.</summary>
    public bool IsOver => IsFull || Loops;

    public float SumLogProbability { get; private set; }

    /// <summary>The sum that it comes to at its limit: a loop goes on as probably as its last tokens were.</summary>
    public float SumAtLimit => SumLogProbability
        + (Loops && Room > 0 ? Room * TensorPrimitives.Sum(_logProbabilities.AsSpan(Length - RepetitionStop.LeastCopies, RepetitionStop.LeastCopies)) / RepetitionStop.LeastCopies : 0);

    public TokenHistory History => new(_tokens.AsSpan(0, _promptLength + Length), _promptLength);

    public int LastToken => _tokens[_promptLength + Length - 1];

    /// <summary>Writes a token that brings the sum of log-probabilities to <paramref name="sum"/>.</summary>
    public void Append(int token, float sum)
    {
        _tokens[_promptLength + Length] = token;
        _logProbabilities[Length++] = sum - SumLogProbability;
        SumLogProbability = sum;
        Loops = Loops || _repetition?.IsIn(History.Written) == true;
    }

    /// <summary>Becomes <paramref name="parent"/>, a text after the same prompt, continued by a token.</summary>
    public void Continue(RunningHypothesis parent, int token, float sum)
    {
        parent.History.Written.CopyTo(_tokens.AsSpan(_promptLength));
        parent._logProbabilities.AsSpan(0, parent.Length).CopyTo(_logProbabilities);
        (Length, SumLogProbability, Loops) = (parent.Length, parent.SumLogProbability, parent.Loops);
        Append(token, sum);
    }

    /// <summary>The text as it stands, at its limit or in a loop.</summary>
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
        Loops = Loops && !ended,
    };
}
