namespace Speech.Sdk.Decoding;

/// <summary>
/// Keeps the first round(BeamSize * Patience) texts that end and is then complete, as openai-whisper does; running beams fill up
/// to BeamSize. Scores are sums divided by the length without the end of text, or by ((5 + length) / 6)^LengthPenalty where that
/// is not 1 (arXiv:1609.08144).
/// </summary>
internal sealed class FirstFinished(SearchOptions options) : IFinishedHypotheses
{
    // Half to even, as Python rounds.
    private readonly int _enough = Math.Max(1, (int)Math.Round(options.BeamSize * options.Patience, MidpointRounding.ToEven));
    private readonly List<Hypothesis> _kept = [];

    public bool IsEmpty => _kept.Count == 0;

    public bool Accepts(int rank, int continued) => continued < options.BeamSize && _kept.Count < _enough;

    public void Add(RunningHypothesis beam, float sum) => _kept.Add(beam.End(sum, Score(sum, beam.Length)));

    public bool IsComplete(RunningHypothesis best) => _kept.Count >= _enough;

    public IReadOnlyList<Hypothesis> Rank(ReadOnlySpan<RunningHypothesis> running)
    {
        foreach (RunningHypothesis beam in running)
        {
            if (_kept.Count >= options.BeamSize)
                break;
            _kept.Add(beam.Stop(Score(beam.SumLogProbability, beam.Length)));
        }

        return [.. _kept.OrderByDescending(hypothesis => hypothesis.Score)];
    }

    private float Score(float sum, int length) => (float)(sum / (options.LengthPenalty == 1
        ? Math.Max(1, length)
        : Math.Pow((5.0 + length) / 6, options.LengthPenalty)));
}
