namespace Speech.Sdk.Decoding;

/// <summary>The beam search of one audio: its running beams, best first, and the texts that ended.</summary>
internal sealed class AudioBeams
{
    private readonly SearchOptions _options;
    private readonly ILogitsProcessor[] _processors;
    private readonly TopCandidates _candidates;
    private readonly IFinishedHypotheses _finished;
    private readonly int[] _parents;
    private readonly int[] _prompt;
    private RunningHypothesis[] _beams;
    private RunningHypothesis[] _spare;
    private int _running = 1;

    public AudioBeams(SearchOptions options, ILogitsProcessor[] processors, ReadOnlySpan<int> prompt)
    {
        int limit = options.Limit(prompt.Length);
        _options = options;
        _processors = processors;
        _prompt = prompt.ToArray();
        // An end of text for every beam, and still as many that go on.
        _candidates = new(2 * options.BeamSize);
        _finished = options.Stopping == BeamStopping.Patience ? new FirstFinished(options) : new BestFinished(options, limit);
        _parents = new int[options.BeamSize];
        _beams = new RunningHypothesis[options.BeamSize];
        _spare = new RunningHypothesis[options.BeamSize];
        for (int beam = 0; beam < options.BeamSize; beam++)
            (_beams[beam], _spare[beam]) = (new(prompt, limit, options.Repetition), new(prompt, limit, options.Repetition));
    }

    // transformers applies its rules to log-probabilities and does not normalise again; openai-whisper applies them to logits.
    private bool RulesLast => _options.Stopping != BeamStopping.Patience;

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
        return _running > 0 && !_beams[0].IsFull && !_finished.IsComplete(_beams[0]) && !AllLoop();
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
        if (ranked.Count == 0)
            throw SearchGuard.NothingToWrite([]);
        return RulesLast && _processors.OfType<ITokenBonus>().Any() ? [.. ranked.Select(WithoutBonuses)] : ranked;
    }

    /// <summary>Bonuses rank texts; reported are the log-probabilities alone.</summary>
    private Hypothesis WithoutBonuses(Hypothesis hypothesis)
    {
        int[] tokens = [.. _prompt, .. hypothesis.Tokens];
        float[] logProbabilities = [.. hypothesis.TokenLogProbabilities.Select((value, index) => value - Bonus(tokens, index, hypothesis.Tokens[index]))];
        float end = hypothesis.Ended ? hypothesis.SumLogProbability - hypothesis.TokenLogProbabilities.Sum() - Bonus(tokens, hypothesis.Tokens.Count, _options.EndOfText) : 0;
        return hypothesis with { TokenLogProbabilities = logProbabilities, SumLogProbability = logProbabilities.Sum() + end };
    }

    private float Bonus(int[] tokens, int written, int token)
    {
        var history = new TokenHistory(tokens.AsSpan(0, _prompt.Length + written), _prompt.Length);
        float bonus = 0;
        foreach (ITokenBonus processor in _processors.OfType<ITokenBonus>())
            bonus += processor.Bonus(history, token);
        return bonus;
    }

    // A text that ended, or a beam without a loop, may still be the best in the end.
    private bool AllLoop()
    {
        foreach (RunningHypothesis beam in _beams.AsSpan(0, _running))
        {
            if (!beam.Loops)
                return false;
        }

        return _finished.IsEmpty;
    }

    private void ToLogProbabilities(Span<float> scores, TokenHistory history)
    {
        if (RulesLast)
            Normalize(scores);
        foreach (ILogitsProcessor processor in _processors)
            processor.Process(scores, history);
        if (!RulesLast)
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
