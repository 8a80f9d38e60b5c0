namespace Speech.Sdk.Tokens.Ctc;

/// <summary>The symbols that a CTC head gives scores to, and how they become text (transformers' Wav2Vec2CTCTokenizer). Immutable.</summary>
internal sealed class CtcVocabulary
{
    private readonly Lazy<Dictionary<string, int>> _ids;
    private int _longest;

    public CtcVocabulary() => _ids = new Lazy<Dictionary<string, int>>(Index);

    /// <summary>The text of each symbol by its id; null where no symbol has the id.</summary>
    public required IReadOnlyList<string?> Symbols { get; init; }

    /// <summary>The symbol that stands for nothing: the padding token.</summary>
    public required int Blank { get; init; }

    /// <summary>The symbol between words; null where the vocabulary has none.</summary>
    public int? Delimiter { get; init; }

    /// <summary>What an id without a symbol is written as.</summary>
    public required string Unknown { get; init; }

    /// <summary>Symbols that are no text: beginning, end, unknown, blank.</summary>
    public IReadOnlySet<int> Specials { get; init; } = new HashSet<int>();

    /// <summary>What stands between words in the text. <value>A space.</value></summary>
    public string DelimiterText { get; init; } = " ";

    /// <summary>Whether the text is lower-cased.</summary>
    public bool LowersCase { get; init; }

    /// <summary>Whether spaces before punctuation and contractions are taken out of the text.</summary>
    public bool CleansUp { get; init; }

    /// <summary>Whether symbols are phonemes, which are written apart and make no words (Wav2Vec2PhonemeCTCTokenizer).</summary>
    public bool IsPhonemes { get; init; }

    /// <summary>A symbol's text; the delimiter's is <see cref="DelimiterText"/>.</summary>
    public string Text(int id) => id == Delimiter ? DelimiterText : (uint)id < (uint)Symbols.Count ? Symbols[id] ?? Unknown : Unknown;

    /// <summary>Whether a symbol says nothing: a special one, or an id without a symbol.</summary>
    public bool IsSilent(int id) => (uint)id >= (uint)Symbols.Count || Symbols[id] is null || Specials.Contains(id);

    /// <summary>The ids of a text's symbols, the longest that fit, whatever their case where no other fits; what no symbol spells is left out.</summary>
    public IEnumerable<int> Encode(string text)
    {
        IReadOnlyDictionary<string, int> ids = _ids.Value;
        for (int start = 0; start < text.Length;)
        {
            int length = Math.Min(_longest, text.Length - start);
            while (length > 0 && !ids.ContainsKey(text.Substring(start, length)))
                length--;
            if (length > 0)
                yield return ids[text.Substring(start, length)];
            start += Math.Max(1, length);
        }
    }

    private Dictionary<string, int> Index()
    {
        Dictionary<string, int> ids = [];
        (string Text, int Id)[] symbols = [.. Enumerable.Range(0, Symbols.Count).Where(id => Symbols[id] is { Length: > 0 } && !Specials.Contains(id)).Select(id => (Symbols[id]!, id))];
        foreach ((string text, int id) in symbols.Concat(symbols.Select(symbol => (symbol.Text.ToLowerInvariant(), symbol.Id))).Concat(symbols.Select(symbol => (symbol.Text.ToUpperInvariant(), symbol.Id))))
        {
            ids.TryAdd(text, id);
            _longest = Math.Max(_longest, text.Length);
        }

        return ids;
    }
}
