using System.Numerics;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>
/// The texts of complete words that readings share. Each is scored once, however many readings write it: a text is found again by the hash
/// of its words.
/// </summary>
internal sealed class TextHistory
{
    private readonly HistoryArena<TextNode> _nodes = new(4096);
    private readonly HistoryArena<int> _symbols;
    private readonly CtcAlphabet _alphabet;
    private readonly WordScorer _scorer;

    // Open addressing by hash: 0 or a node's number plus one.
    private int[] _slots = new int[8192];
    private byte[] _word = new byte[64];

    /// <param name="alphabet">What the symbols write.</param>
    /// <param name="scorer">What words are worth.</param>
    /// <param name="symbols">The arena of the symbols that words are made of.</param>
    public TextHistory(CtcAlphabet alphabet, WordScorer scorer, HistoryArena<int> symbols)
    {
        (_alphabet, _scorer, _symbols) = (alphabet, scorer, symbols);
    }

    public ref readonly TextNode this[int text] => ref _nodes[text];

    public bool HasRoom(int count) => _nodes.HasRoom(count);

    /// <summary>The text without words.</summary>
    public int AddEmpty(in TextNode empty) => _nodes.Add(HistoryArena<TextNode>.None, empty);

    /// <summary>The text of a reading with the word under way completed; there must be room for one more.</summary>
    public int Complete(ref Beam beam)
    {
        if (!beam.HasWord)
            return beam.Text;
        if (beam.Completed < 0)
            beam.Completed = Find(beam);
        return beam.Completed;
    }

    /// <summary>A text and what leads to it stay.</summary>
    public void Keep(int text) => _nodes.Keep(text);

    /// <summary>Forgets what lies further before a text than the language model looks.</summary>
    public void ForgetBefore(int text)
    {
        for (int i = 0; i < _scorer.HistoryLength && _nodes.Parent(text) >= 0; i++)
            text = _nodes.Parent(text);
        _nodes.CutBefore(text);
    }

    /// <summary>The words of all texts that stay keep their symbols.</summary>
    public void KeepWords()
    {
        for (int text = 0; text < _nodes.Bound; text++)
        {
            if (_nodes.IsKept(text))
                _symbols.Keep(_nodes[text].Word);
        }
    }

    /// <summary>Frees all texts that were not kept and makes room for <paramref name="count"/>.</summary>
    public void Sweep(int count)
    {
        int capacity = _nodes.Capacity;
        _slots.AsSpan().Clear();
        for (int text = 0; text < _nodes.Bound; text++)
        {
            if (_nodes.IsKept(text))
                _slots[Slot(_nodes[text].Hash)] = text + 1;
        }

        _nodes.Sweep(count);
        if (_nodes.Capacity > capacity)
            Rehash();
    }

    private int Find(in Beam beam)
    {
        ulong hash = TextHash.Join(beam.TextHash, beam.PrefixHash);
        int slot = Slot(hash);
        if (_slots[slot] == 0)
            _slots[slot] = Add(beam, hash) + 1;
        return _slots[slot] - 1;
    }

    private int Add(in Beam beam, ulong hash)
    {
        ref TextNode before = ref _nodes[beam.Text];
        TextNode text = new() { Hash = hash, WordHash = beam.PrefixHash, Word = beam.Word };
        _scorer.Complete(before, beam.Prefix, _scorer.CanKnow(beam.Prefix) ? Spell(beam.Word) : [], ref text);
        text.RecentHash = beam.PrefixHash;
        int previous = beam.Text;
        for (int i = 1; i < _scorer.HistoryLength && previous >= 0; i++, previous = _nodes.Parent(previous))
            text.RecentHash = TextHash.Join(text.RecentHash, _nodes[previous].WordHash);
        return _nodes.Add(beam.Text, text);
    }

    private ReadOnlySpan<byte> Spell(int word)
    {
        int start = _word.Length;
        for (int symbol = word; symbol >= 0; symbol = _symbols.Parent(symbol))
        {
            byte[] utf8 = _alphabet.Symbols[_symbols[symbol]].Utf8;
            if (utf8.Length > start)
                start = GrowWord(start, utf8.Length);
            start -= utf8.Length;
            if (utf8.Length == 1)
                _word[start] = utf8[0];
            else
                utf8.CopyTo(_word.AsSpan(start));
        }

        return _word.AsSpan(start);
    }

    private int GrowWord(int start, int count)
    {
        byte[] larger = new byte[(2 * _word.Length) + count];
        int length = _word.Length - start;
        _word.AsSpan(start).CopyTo(larger.AsSpan(larger.Length - length));
        _word = larger;
        return larger.Length - length;
    }

    // Where the text with this hash is or belongs.
    private int Slot(ulong hash)
    {
        int mask = _slots.Length - 1;
        int slot = (int)(hash >> (64 - BitOperations.Log2((uint)_slots.Length)));
        while (_slots[slot] != 0 && _nodes[_slots[slot] - 1].Hash != hash)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Rehash()
    {
        int[] old = _slots;
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)(2 * _nodes.Capacity))];
        foreach (int entry in old)
        {
            if (entry != 0)
                _slots[Slot(_nodes[entry - 1].Hash)] = entry;
        }
    }
}
