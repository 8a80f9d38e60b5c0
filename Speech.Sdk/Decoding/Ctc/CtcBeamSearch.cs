using Speech.Sdk.LanguageModels;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>
/// Prefix beam search over CTC log-probabilities, with an n-gram model and hotwords where there are any. After warm-up a frame allocates nothing, and
/// what is kept of the past is where the readings differ.
/// </summary>
/// <remarks>The algorithm is pyctcdecode's (Hannun et al. 2014, arXiv:1408.2873, with shallow fusion at word ends).</remarks>
internal sealed class CtcBeamSearch : ICtcSearch
{
    private readonly CtcAlphabet _alphabet;
    private readonly CtcBeamOptions _options;
    private readonly WordScorer _scorer;
    private readonly FrameSymbols _frame;
    private readonly CandidateSet _candidates;
    private readonly BeamHistory _history;
    private readonly HashSet<(ulong Recent, ulong Prefix, int Last)> _seen = [];

    private Beam[] _beams;
    private Beam[] _next;
    private int _count = 1;
    private int _frameNumber;

    // pyctcdecode has one such flag for all readings, symbols and frames.
    private bool _breakNext;

    /// <param name="alphabet">What the columns of the logits write.</param>
    /// <param name="options">How to weigh and prune.</param>
    /// <param name="languageModel">Null: the audio and the hotwords alone decide.</param>
    /// <param name="state">What was said before; null: nothing.</param>
    /// <exception cref="InvalidOptionException">An option is out of its range.</exception>
    public CtcBeamSearch(CtcAlphabet alphabet, CtcBeamOptions options, CtcLanguageModel? languageModel = null, NgramState? state = null)
    {
        if (string.Join(' ', options.Problems()) is { Length: > 0 } problems)
            throw new InvalidOptionException(problems);
        (_alphabet, _options) = (alphabet, options);
        _scorer = new WordScorer(alphabet, options, languageModel);
        _frame = new FrameSymbols(alphabet, options);
        _candidates = new CandidateSet(keepLast: options.ReferenceScoring);
        _history = new BeamHistory(alphabet, _scorer);
        _beams = new Beam[options.Width];
        _next = new Beam[options.Width];
        _beams[0] = _history.Start(_scorer.EmptyText(state));
    }

    /// <inheritdoc/>
    public void Accept(ReadOnlySpan<float> logProbabilities)
    {
        int symbols = _alphabet.Count;
        if (logProbabilities.Length % symbols != 0)
            throw new ArgumentException($"{logProbabilities.Length} log-probabilities are not whole frames of {symbols} symbols.", nameof(logProbabilities));
        for (int at = 0; at < logProbabilities.Length; at += symbols)
            Advance(logProbabilities.Slice(at, symbols));
    }

    /// <inheritdoc/>
    public IReadOnlyList<CtcHypothesis> Readings(int count, bool ended)
    {
        MakeRoom();
        return new CtcReadings(_alphabet, _options, _scorer, _history).Best(_beams.AsSpan(0, _count), count, ended);
    }

    /// <summary>The language model's state behind the best reading's words, for a search that goes on from there.</summary>
    public NgramState State()
    {
        MakeRoom();
        return new CtcReadings(_alphabet, _options, _scorer, _history).StateOfBest(_beams.AsSpan(0, _count));
    }

    private void Advance(ReadOnlySpan<float> frame)
    {
        MakeRoom();
        _candidates.Clear();
        foreach (int symbol in _frame.Choose(frame, _frameNumber))
        {
            _candidates.BeginSymbol(_count);
            if (symbol == _alphabet.Blank)
                AddBlank(_frame[symbol]);
            else
                AddSymbol(symbol, _frame[symbol]);
        }

        ReadOnlySpan<int> best = _candidates.Select(_options.Width, -_options.BeamPruneLogProbability);
        _count = 0;
        foreach (int index in best)
            _history.GoOn(_beams, _candidates[index], _frameNumber, _frame, ref _next[_count++]);
        (_beams, _next) = (_next, _beams);
        if (_options.PruneHistory)
            PruneHistory();
        _frameNumber++;
    }

    private void AddBlank(double logProbability)
    {
        for (int i = 0; i < _count; i++)
        {
            ref Beam beam = ref _beams[i];
            _candidates.Add(beam.Identity, beam.Acoustic + logProbability, beam.Language, i, _alphabet.Blank, CandidateStep.Hold);
        }
    }

    private void AddSymbol(int number, double logProbability)
    {
        CtcSymbol symbol = _alphabet.Symbols[number];
        for (int i = 0; i < _count; i++)
        {
            ref Beam beam = ref _beams[i];
            double acoustic = beam.Acoustic + logProbability;
            if (beam.Last == number)
                _candidates.Add(beam.Identity, acoustic, beam.Language, i, number, CandidateStep.Hold);
            else if (symbol.Kind == CtcSymbolKind.Delimiter)
                AddCompleted(ref beam, acoustic, i, number, symbol, CandidateStep.Delimit);
            else if (BeginsWord(beam, symbol))
                AddCompleted(ref beam, acoustic, i, number, symbol, CandidateStep.Begin);
            else
                AddAppended(beam, acoustic, i, number, symbol);
        }
    }

    private bool BeginsWord(in Beam beam, CtcSymbol symbol)
    {
        if (!_options.ReferenceScoring)
            return symbol.Kind == CtcSymbolKind.WordBegin || beam.IsWordOver;
        if (symbol.Kind != CtcSymbolKind.WordBegin && !_breakNext)
            return false;

        // To pyctcdecode a lone word mark ends with one, too.
        _breakNext = symbol.EndsWord || symbol.Utf8.Length == 0;
        return true;
    }

    private void AddCompleted(ref Beam beam, double acoustic, int index, int number, CtcSymbol symbol, CandidateStep step)
    {
        ref readonly TextNode text = ref _history.Texts[_history.Texts.Complete(ref beam)];
        double language = text.Score;
        ulong identity = text.Hash;
        if (_scorer.IsNeeded)
        {
            WordPrefix prefix = WordScorer.Begin(text);
            language += _scorer.Score(step == CandidateStep.Begin ? _scorer.Append(prefix, symbol) : prefix);
        }

        if (step == CandidateStep.Begin)
            identity += TextHash.Append(TextHash.Empty, symbol.Utf8);
        _candidates.Add(identity, acoustic, language, index, number, step);
    }

    private void AddAppended(in Beam beam, double acoustic, int index, int number, CtcSymbol symbol)
    {
        double language = beam.TextLanguage;
        if (_scorer.IsNeeded)
            language += _scorer.ScoreNext(beam.Prefix, beam.Continuations, symbol, number);
        ulong identity = beam.TextHash + TextHash.Append(beam.PrefixHash, symbol.Utf8);
        _candidates.Add(identity, acoustic, language, index, number, CandidateStep.Append);
    }

    // What the language model cannot tell apart any more: the same last words, word under way and symbol.
    private void PruneHistory()
    {
        _seen.Clear();
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            ref Beam beam = ref _beams[i];
            if (_seen.Add((_history.Texts[beam.Text].RecentHash, beam.PrefixHash, beam.Last)))
                _beams[kept++] = beam;
        }

        _count = kept;
    }

    // A frame adds at most one node a reading to each arena, and another text for every reading that is completed.
    private void MakeRoom()
    {
        if (!_history.HasRoom(2 * _options.Width))
            _history.Collect(_beams.AsSpan(0, _count), 2 * _options.Width);
    }
}
