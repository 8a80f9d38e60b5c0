using Speech.Sdk.LanguageModels;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>What words and beginnings of words are worth by the language model, the list of known words and the hotwords.</summary>
internal sealed class WordScorer
{
    // pyctcdecode charges the beginnings of unknown words in proportion to this length where they are longer.
    private const int ReferenceWordLength = 6;

    // Longer unknown words are charged in proportion, or what follows would be glued to them: a letter would cost nothing, a known word something.
    private const int UsualWordLength = 12;

    // Models that were made without a mark of unknown words give them 1e-100, which no sound can outweigh; the rarest words of large models have this.
    private const double LeastUnknown = -7;

    // What is longer is not looked up: no word, but noise without delimiters.
    private const int LongestWord = 128;

    private static readonly double Ln10 = Math.Log(10);

    private readonly CtcBeamOptions _options;
    private readonly NgramModel? _model;
    private readonly WordTrie? _words;
    private readonly HotwordAutomaton? _hotwords;

    // The symbol of each letter of one byte, where the alphabet is so small that a set of symbols fits into 64 bits; otherwise null.
    private readonly sbyte[]? _symbolOfByte;

    public WordScorer(CtcAlphabet alphabet, CtcBeamOptions options, CtcLanguageModel? languageModel)
    {
        _options = options;
        _model = languageModel?.Model;
        _words = languageModel?.Words is { WordCount: > 0 } words && !(options.ReferenceScoring && languageModel.WordsAreTheModels) ? words : null;
        _hotwords = options.Hotwords.Count > 0 ? Hotwords(options) : null;
        if (_words is not null && _hotwords is null && !options.ReferenceScoring && alphabet.Count <= 64)
            _symbolOfByte = SymbolOfByte(alphabet);
    }

    /// <summary>Whether anything but the audio counts.</summary>
    public bool IsNeeded => _model is not null || _hotwords is not null;

    /// <summary>How many words before the one under way can matter to it.</summary>
    public int HistoryLength => Math.Max(1, (_model?.Order ?? 1) - 1);

    /// <summary>What the search begins with.</summary>
    public TextNode EmptyText(NgramState? state) => new()
    {
        State = _model is null ? default : state ?? (_options.ScoreBoundary ? _model.Begin : NgramModel.Empty),
        Word = HistoryArena<int>.None,
        Hotword = HotwordAutomaton.Start,
    };

    /// <summary>The beginning of a word behind a text.</summary>
    public static WordPrefix Begin(in TextNode text) => new(WordTrie.Root, text.Hotword, 0);

    /// <summary>The prefix behind one more symbol.</summary>
    public WordPrefix Append(in WordPrefix prefix, CtcSymbol symbol)
    {
        (int trie, int hotword) = (prefix.Trie, prefix.Hotword);
        if (_words is not null)
            trie = _words.Walk(trie, symbol.Utf8);
        if (_hotwords is not null)
        {
            foreach (byte value in symbol.Utf8)
                hotword = _hotwords.Next(hotword, value);
        }

        return new WordPrefix(trie, hotword, prefix.Length + symbol.Length);
    }

    /// <summary>What the beginning of a word adds, until the word is complete.</summary>
    public double Score(in WordPrefix prefix)
    {
        double credit = _hotwords is null ? 0 : _hotwords.Credit(prefix.Hotword);
        if (_model is null || prefix.Length == 0)
            return credit;
        bool isInHotword = _hotwords is not null && _hotwords.IsInsideWord(prefix.Hotword);
        if (_options.ReferenceScoring)
        {
            return isInHotword ? credit
                : _words is not null && prefix.Trie >= 0 ? 0
                : _options.UnknownWordScore * Math.Max(1, (double)prefix.Length / ReferenceWordLength);
        }

        // Charged as the whole word will be, so that nothing is won or lost by ending it; without a list nobody knows.
        bool isUnknown = _words is not null && prefix.Trie < 0 && !(isInHotword && credit > 0);
        return isUnknown ? credit + Unknown(prefix.Length) : credit;
    }

    /// <summary>The symbols that some known word goes on with, as a set of bits, for <see cref="ScoreNext"/>.</summary>
    public ulong Continuations(in WordPrefix prefix)
    {
        ulong symbols = 0;
        if (_symbolOfByte is not null)
        {
            foreach (byte value in _words!.Continuations(prefix.Trie))
                symbols |= _symbolOfByte[value] < 0 ? 0 : 1ul << _symbolOfByte[value];
        }

        return symbols;
    }

    /// <summary>What the beginning of a word with one more symbol adds; at a glance at its <see cref="Continuations"/> where these tell.</summary>
    public double ScoreNext(in WordPrefix prefix, ulong continuations, CtcSymbol symbol, int number)
    {
        if (_symbolOfByte is null || symbol.Utf8.Length != 1)
            return Score(Append(prefix, symbol));
        return (continuations >> number & 1) != 0 ? 0 : Unknown(prefix.Length + 1);
    }

    /// <summary>Whether a word has to be looked up in the model.</summary>
    public bool CanKnow(in WordPrefix word) => _model is not null && (word.Length <= LongestWord || _options.ReferenceScoring);

    /// <summary>Completes a word behind a text: sets the score, the state and the hotwords' node of the text with it.</summary>
    public void Complete(in TextNode before, in WordPrefix prefix, ReadOnlySpan<byte> word, ref TextNode text)
    {
        text.Score = before.Score;
        bool isHotword = false;
        if (_hotwords is not null)
        {
            text.Hotword = _hotwords.Next(prefix.Hotword, (byte)' ');
            text.Score += _hotwords.Completed(text.Hotword);
            isHotword = !_options.ReferenceScoring && _hotwords.HasWord(text.Hotword);
        }

        if (_model is not null)
            text.Score += Word(before.State, word, prefix, isHotword, out text.State);
    }

    /// <summary>What the end of the text behind a complete word adds.</summary>
    public double End(in TextNode text) =>
        _model is { HasEnd: true } && _options.ScoreBoundary ? Weighted(_model.Score(text.State, _model.End, out _)) : 0;

    /// <summary>pyctcdecode scores an empty word where a text ends with a delimiter or has no words at all.</summary>
    public double EmptyWordAndEnd(in TextNode text, out NgramState state)
    {
        state = text.State;
        if (_model is null)
            return 0;
        TextNode after = text;
        double word = Word(text.State, [], default, false, out after.State);
        state = after.State;
        return word + End(after);
    }

    private double Word(in NgramState state, ReadOnlySpan<byte> word, in WordPrefix prefix, bool isHotword, out NgramState next)
    {
        uint index = word.IsEmpty ? NgramModel.Unknown : _model!.Index(word);
        double score = _model!.Score(state, index, out next);
        bool isUnknown = index == NgramModel.Unknown || (_words is not null && !_words.IsWord(prefix.Trie));
        if (_options.ReferenceScoring)
            return Weighted(isUnknown ? score + _options.UnknownWordScore : score) + _options.Beta;
        if (index == NgramModel.Unknown)
            score = Math.Max(score, LeastUnknown);
        return Weighted(score) + _options.Beta + (isUnknown && !isHotword ? Unknown(prefix.Length) : 0);
    }

    private double Unknown(int length) =>
        length <= UsualWordLength ? _options.UnknownWordScore : _options.UnknownWordScore * length / UsualWordLength;

    private static sbyte[] SymbolOfByte(CtcAlphabet alphabet)
    {
        sbyte[] symbols = new sbyte[256];
        symbols.AsSpan().Fill(-1);
        for (int i = alphabet.Count - 1; i >= 0; i--)
        {
            if (alphabet.Symbols[i] is { Kind: CtcSymbolKind.Inside, Utf8.Length: 1 } symbol)
                symbols[symbol.Utf8[0]] = (sbyte)i;
        }

        return symbols;
    }

    private double Weighted(double log10) => _options.Alpha * log10 * Ln10;

    // pyctcdecode takes phrases apart: every word counts alone. What is unwanted is charged only when it is there: its beginning may be another word's.
    private static HotwordAutomaton Hotwords(CtcBeamOptions options)
    {
        List<HotwordAutomaton.Phrase> phrases = [];
        foreach (Hotword hotword in options.Hotwords)
        {
            string[] words = hotword.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            double score = CtcBeamOptions.ScorePerWeight * hotword.Weight;
            if (options.ReferenceScoring)
                phrases.AddRange(words.Select(word => HotwordAutomaton.Phrase.Of([word], score, isLent: true)));
            else if (words.Length > 0)
                phrases.Add(HotwordAutomaton.Phrase.Of(words, score, isLent: score > 0));
        }

        return new HotwordAutomaton(phrases);
    }
}
