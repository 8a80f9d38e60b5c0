using System.Runtime.InteropServices;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>
/// What the readings of a search have behind them: their texts, the places of their words and the symbols of these. Where all
/// readings have the same past it is final, and kept as words alone.
/// </summary>
internal sealed class BeamHistory
{
    private const int None = HistoryArena<int>.None;

    private readonly CtcAlphabet _alphabet;
    private readonly WordScorer _scorer;
    private readonly HistoryArena<int> _symbols = new(4096);
    private readonly HistoryArena<WordSpan> _spans = new(1024);
    private readonly FinalWords _final;
    private readonly List<int> _backwards = [];
    private int _lastFinal = None;

    public BeamHistory(CtcAlphabet alphabet, WordScorer scorer)
    {
        (_alphabet, _scorer) = (alphabet, scorer);
        _final = new FinalWords(alphabet);
        Texts = new TextHistory(alphabet, scorer, _symbols);
    }

    public TextHistory Texts { get; }

    /// <summary>The reading that a search begins with.</summary>
    public Beam Start(in TextNode empty) => new()
    {
        Text = Texts.AddEmpty(empty),
        Prefix = WordScorer.Begin(empty),
        Continuations = _scorer.Continuations(WordScorer.Begin(empty)),
        Completed = None,
        Span = None,
        Word = None,
        Last = None,
        Start = None,
        End = None,
    };

    /// <summary>Whether each arena has room for so many nodes.</summary>
    public bool HasRoom(int count) => _symbols.HasRoom(count) && _spans.HasRoom(count) && Texts.HasRoom(count);

    /// <summary>Makes the reading that a candidate stands for.</summary>
    public void GoOn(ReadOnlySpan<Beam> beams, in Candidate candidate, int frame, FrameSymbols probabilities, ref Beam next)
    {
        next = beams[candidate.Beam];
        if (candidate.Step == CandidateStep.Hold)
        {
            if (candidate.Symbol != _alphabet.Blank)
                next.Hold(probabilities[candidate.Symbol], frame);
        }
        else
        {
            if (candidate.Step != CandidateStep.Append)
                EndWord(ref next);
            if (candidate.Step != CandidateStep.Delimit)
                Append(candidate.Symbol, probabilities[candidate.Symbol], frame, ref next);
        }

        next.Identity = candidate.Identity;
        next.Acoustic = candidate.Acoustic;
        next.Language = candidate.Language;
        next.Last = candidate.Symbol;
    }

    /// <summary>The words of a reading, without the one under way.</summary>
    public List<CtcWord> Words(int span)
    {
        List<CtcWord> words = [.. _final.Words];
        int from = words.Count;
        for (; span != _lastFinal && span >= 0; span = _spans.Parent(span))
        {
            WordSpan place = _spans[span];
            words.Add(Word(Texts[place.Text].Word, place.Start, place.End, place.Confidence));
        }

        words.Reverse(from, words.Count - from);
        return words;
    }

    /// <summary>The word that ends with a symbol.</summary>
    public CtcWord Word(int symbol, int start, int end, double confidence)
    {
        _backwards.Clear();
        for (; symbol >= 0; symbol = _symbols.Parent(symbol))
            _backwards.Add(_symbols[symbol]);
        return _alphabet.Word(CollectionsMarshal.AsSpan(_backwards), start, end, confidence);
    }

    /// <summary>Forgets what no reading needs and makes room for <paramref name="count"/> nodes in each arena.</summary>
    public void Collect(Span<Beam> beams, int count)
    {
        MakeCommonPastFinal(beams);
        foreach (ref Beam beam in beams)
        {
            Texts.Keep(beam.Text);
            Texts.Keep(beam.Completed);
            _spans.Keep(beam.Span);
            _symbols.Keep(beam.Word);
        }

        Texts.KeepWords();
        Texts.Sweep(count);
        _spans.Sweep(count);
        _symbols.Sweep(count);
    }

    private void EndWord(ref Beam beam)
    {
        if (beam.HasWord)
        {
            int depth = beam.Span < 0 ? 0 : _spans[beam.Span].Depth + 1;
            beam.Text = beam.Completed;
            beam.Span = _spans.Add(beam.Span, new WordSpan(beam.Text, beam.Start, beam.End, beam.Confidence, depth));
        }

        ref readonly TextNode text = ref Texts[beam.Text];
        beam.TextHash = text.Hash;
        beam.TextLanguage = text.Score;
        beam.Prefix = WordScorer.Begin(text);
        beam.Continuations = _scorer.Continuations(beam.Prefix);
        beam.PrefixHash = TextHash.Empty;
        beam.Completed = beam.Word = beam.Start = beam.End = None;
        beam.SymbolCount = 0;
        beam.SymbolSum = beam.SymbolBest = 0;
        beam.IsWordOver = false;
    }

    private void Append(int number, float probability, int frame, ref Beam beam)
    {
        CtcSymbol symbol = _alphabet.Symbols[number];
        beam.Start = beam.Start < 0 ? frame : beam.Start;
        beam.End = frame + 1;
        beam.IsWordOver = symbol.EndsWord;
        if (symbol.Utf8.Length == 0)
            return;
        beam.Completed = None;
        beam.Word = _symbols.Add(beam.Word, number);
        beam.PrefixHash = TextHash.Append(beam.PrefixHash, symbol.Utf8);
        if (_scorer.IsNeeded)
        {
            beam.Prefix = _scorer.Append(beam.Prefix, symbol);
            beam.Continuations = _scorer.Continuations(beam.Prefix);
        }

        beam.SymbolCount++;
        beam.SymbolSum += probability;
        beam.SymbolBest = probability;
    }

    private void MakeCommonPastFinal(ReadOnlySpan<Beam> beams)
    {
        int common = beams[0].Span;
        foreach (ref readonly Beam beam in beams)
        {
            for (int other = beam.Span; common != other;)
            {
                if (DepthOf(common) >= DepthOf(other))
                    common = _spans.Parent(common);
                else
                    other = _spans.Parent(other);
            }
        }

        if (common < 0 || common == _lastFinal)
            return;
        MakeFinal(common);
        _lastFinal = common;
        _spans.CutBefore(common);
        Texts.ForgetBefore(_spans[common].Text);
    }

    private int DepthOf(int span) => span < 0 ? -1 : _spans[span].Depth;

    private void MakeFinal(int span)
    {
        int from = _final.Count;
        for (; span != _lastFinal && span >= 0; span = _spans.Parent(span))
        {
            WordSpan place = _spans[span];
            _final.Begin(place);
            for (int symbol = Texts[place.Text].Word; symbol >= 0; symbol = _symbols.Parent(symbol))
                _final.AddBefore(_symbols[symbol]);
        }

        _final.Reverse(from);
    }
}
