using System.Runtime.InteropServices;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>Words that all readings agree on, as numbers: their letters are put together only when somebody wants to read them.</summary>
internal sealed class FinalWords(CtcAlphabet alphabet)
{
    private readonly List<Place> _places = [];
    private readonly List<int> _symbols = [];
    private readonly List<CtcWord> _words = [];

    public int Count => _words.Count + _places.Count;

    /// <summary>The words in order.</summary>
    public IReadOnlyList<CtcWord> Words
    {
        get
        {
            foreach (Place place in _places)
            {
                ReadOnlySpan<int> symbols = CollectionsMarshal.AsSpan(_symbols).Slice(place.First, place.Count);
                _words.Add(alphabet.Word(symbols, place.Start, place.End, place.Confidence));
            }

            _places.Clear();
            _symbols.Clear();
            return _words;
        }
    }

    /// <summary>Adds a word whose symbols follow, last one first.</summary>
    public void Begin(WordSpan span) => _places.Add(new Place(_symbols.Count, 0, span.Start, span.End, span.Confidence));

    /// <summary>A symbol before those that the word has already.</summary>
    public void AddBefore(int symbol)
    {
        _symbols.Add(symbol);
        ref Place last = ref CollectionsMarshal.AsSpan(_places)[^1];
        last = last with { Count = last.Count + 1 };
    }

    /// <summary>Puts the words that were added since there were <paramref name="count"/> in order: they came last one first.</summary>
    public void Reverse(int count)
    {
        int from = count - _words.Count;
        _places.Reverse(from, _places.Count - from);
    }

    private readonly record struct Place(int First, int Count, int Start, int End, float Confidence);
}
