namespace Speech.Sdk.Decoding;

/// <summary>
/// Keeps the BeamSize best, as transformers does: scores are sums divided by length^LengthPenalty, the end of text counted, and
/// the search ends once no running beam is expected to beat the worst of them.
/// </summary>
internal sealed class BestFinished(SearchOptions options, int limit) : IFinishedHypotheses
{
    private readonly List<Hypothesis> _kept = new(options.BeamSize + 1);

    public bool IsEmpty => _kept.Count == 0;

    public bool Accepts(int rank, int continued) => rank < options.BeamSize;

    public void Add(RunningHypothesis beam, float sum)
    {
        float score = sum / Divisor(beam.Length + 1);
        if (IsGoodEnough(score))
            Keep(beam.End(sum, score));
    }

    public bool IsComplete(RunningHypothesis best)
    {
        if (_kept.Count < options.BeamSize)
            return false;
        if (options.Stopping == BeamStopping.Early)
            return true;
        int length = options.Stopping == BeamStopping.Never && options.LengthPenalty > 0 ? limit : best.Length;
        return best.SumLogProbability / Divisor(length) <= _kept[^1].Score;
    }

    public IReadOnlyList<Hypothesis> Rank(ReadOnlySpan<RunningHypothesis> running)
    {
        // Where no text ended, the search did so at its limit or in loops.
        bool isEmpty = IsEmpty;
        foreach (RunningHypothesis beam in running)
        {
            float score = beam.SumLogProbability / Divisor(beam.Length);
            if ((beam.IsFull || isEmpty) && IsGoodEnough(score))
                Keep(beam.Stop(score));
        }

        return [.. _kept];
    }

    private float Divisor(int length) => (float)Math.Pow(length, options.LengthPenalty);

    private bool IsGoodEnough(float score) => _kept.Count < options.BeamSize || score > _kept[^1].Score;

    private void Keep(Hypothesis hypothesis)
    {
        int place = _kept.FindIndex(other => other.Score < hypothesis.Score);
        _kept.Insert(place < 0 ? _kept.Count : place, hypothesis);
        if (_kept.Count > options.BeamSize)
            _kept.RemoveAt(options.BeamSize);
    }
}
