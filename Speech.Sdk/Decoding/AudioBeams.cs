namespace Speech.Sdk.Decoding;

/// <summary>The beam search of one audio: its running beams, best first, and the texts that ended.</summary>
internal sealed class AudioBeams
{
    private readonly SearchOptions _options;
    private readonly ILogitsProcessor[] _processors;
    private readonly TopCandidates _candidates;
    private readonly IFinishedHypotheses _finished;
    private readonly int[] _parents;
    private RunningHypothesis[] _beams;
    private RunningHypothesis[] _spare;
    private int _running = 1;

    public AudioBeams(SearchOptions options, ILogitsProcessor[] processors, ReadOnlySpan<int> prompt)
    {
        int limit = options.Limit(prompt.Length);
        _options = options;
        _processors = processors;
        // An end of text for every beam, and still as many that go on.
        _candidates = new(2 * options.BeamSize);
        _finished = options.Stopping == BeamStopping.Patience ? new FirstFinished(options) : new BestFinished(options, limit);
        _parents = new int[options.BeamSize];
        _beams = new RunningHypothesis[options.BeamSize];
        _spare = new RunningHypothesis[options.BeamSize];
        for (int beam = 0; beam < options.BeamSize; beam++)
            (_beams[beam], _spare[beam]) = (new(prompt, limit), new(prompt, limit));
    }

    /// <summary>Continues the beams, whose rows begin at <paramref name="firstRow"/>; false once the search of this audio is over.</summary>
    public bool Step(IDecoderState state, int firstRow)
    {
        _candidates.Clear();
        for (int beam = 0; beam < _running; beam++)
        {
            Span<float> scores = state.Logits(firstRow + beam);
            ToLogProbabilities(scores, _beams[beam].History);
            _candidates.Add(scores, _beams[beam].SumLogProbability, beam);
        }

        int continued = 0;
        for (int rank = 0; rank < _candidates.Items.Length; rank++)
        {
            Candidate candidate = _candidates.Items[rank];
            RunningHypothesis parent = _beams[candidate.Beam];
            if (candidate.Token != _options.EndOfText)
            {
                if (continued == _options.BeamSize)
                    continue;
                _parents[continued] = candidate.Beam;
                _spare[continued++].Continue(parent, candidate.Token, candidate.Sum);
            }
            else if (_finished.Accepts(rank, continued))
            {
                _finished.Add(parent, candidate.Sum);
            }
        }

        (_beams, _spare) = (_spare, _beams);
        _running = continued;
        return _running > 0 && !_beams[0].IsFull && !_finished.IsComplete(_beams[0]);
    }

    /// <summary>What to advance the decoder with: BeamSize tokens and their parents. Where fewer beams run, the best one's rows fill up.</summary>
    public void WriteRows(Span<int> tokens, Span<int> parents, int firstRow)
    {
        for (int row = 0; row < _options.BeamSize; row++)
        {
            int beam = row < _running ? row : 0;
            (tokens[row], parents[row]) = (_beams[beam].LastToken, firstRow + _parents[beam]);
        }
    }

    /// <summary>The hypotheses found, best first.</summary>
    /// <exception cref="SpeechException">There is none, because every token was suppressed.</exception>
    public IReadOnlyList<Hypothesis> Rank()
    {
        IReadOnlyList<Hypothesis> ranked = _finished.Rank(_beams.AsSpan(0, _running));
        return ranked.Count > 0 ? ranked : throw SearchGuard.NothingToWrite([]);
    }

    private void ToLogProbabilities(Span<float> scores, TokenHistory history)
    {
        // transformers applies its rules to log-probabilities and does not normalise again; openai-whisper applies them to logits.
        bool rulesLast = _options.Stopping != BeamStopping.Patience;
        if (rulesLast)
            Normalize(scores);
        foreach (ILogitsProcessor processor in _processors)
            processor.Process(scores, history);
        if (!rulesLast)
            Normalize(scores);
    }

    private static void Normalize(Span<float> scores)
    {
        float normalizer = LogSumExp.Normalize(scores);
        // All suppressed is no error here: the beam is dead, others may live.
        if (!float.IsFinite(normalizer) && !float.IsNegativeInfinity(normalizer))
            throw SearchGuard.NothingToWrite(scores);
    }
}
