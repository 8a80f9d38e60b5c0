using System.Text;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>
/// Follows a text byte by byte and knows how far into which hotwords it is: Aho-Corasick over whole words, so that a hotword begins only
/// where a word begins and is complete only where one ends. A space ends a word.
/// </summary>
internal sealed class HotwordAutomaton
{
    /// <summary>Where a word begins that goes on with no hotword.</summary>
    public const int Start = 0;

    // Inside a word that no hotword has.
    private const int Dead = 1;

    private readonly byte[] _classes = new byte[256];
    private readonly int[] _next;
    private readonly int _classCount;
    private readonly double[] _completed;
    private readonly double[] _credit;
    private readonly bool[] _isInsideWord;

    public HotwordAutomaton(IReadOnlyList<Phrase> phrases)
    {
        Builder trie = new(phrases);
        foreach (Phrase phrase in phrases)
        {
            foreach (byte value in phrase.Utf8)
                _classes[value] = 1;
        }

        _classes[(byte)' '] = 1;
        int used = 0;
        for (int value = 0; value < 256; value++)
            _classes[value] = _classes[value] == 0 ? (byte)0 : (byte)++used;
        _classCount = used + 1;
        _next = new int[trie.Count * _classCount];
        (_completed, _credit) = (trie.Completed, trie.Credit);
        _isInsideWord = new bool[trie.Count];
        Complete(trie);
    }

    /// <summary>The node behind one more byte.</summary>
    public int Next(int node, byte value) => _next[(node * _classCount) + _classes[value]];

    /// <summary>What all hotwords that end at this word end are worth.</summary>
    public double Completed(int node) => _completed[node];

    /// <summary>What the hotword under way would be worth by the share of it that is there: lent, and given back where it is left.</summary>
    public double Credit(int node) => _credit[node];

    /// <summary>Whether the word under way is so far one that a hotword goes on with.</summary>
    public bool IsInsideWord(int node) => _isInsideWord[node];

    /// <summary>Whether the word that ended here is one of a wanted hotword.</summary>
    public bool HasWord(int node) => _completed[node] > 0 || _credit[node] > 0;

    // Breadth first, so that what a node falls back on is complete before it: the longest end of its path that begins where a word begins.
    private void Complete(Builder trie)
    {
        int[] fallback = new int[trie.Count];
        fallback[Start] = Dead;
        int space = _classes[(byte)' '];
        _next.AsSpan(Dead * _classCount, _classCount).Fill(Dead);
        _next[(Dead * _classCount) + space] = Start;
        Queue<int> queue = new([Start]);
        while (queue.TryDequeue(out int node))
        {
            Span<int> row = _next.AsSpan(node * _classCount, _classCount);
            _next.AsSpan(fallback[node] * _classCount, _classCount).CopyTo(row);
            foreach ((byte value, int child) in trie.Children(node))
            {
                fallback[child] = row[_classes[value]];
                row[_classes[value]] = child;
                _completed[child] += _completed[fallback[child]];
                if (Math.Abs(_credit[fallback[child]]) > Math.Abs(_credit[child]))
                    _credit[child] = _credit[fallback[child]];
                _isInsideWord[child] = value != (byte)' ';
                queue.Enqueue(child);
            }
        }
    }

    /// <summary>A hotword: words with single spaces between and one behind them.</summary>
    /// <param name="Utf8">Its letters.</param>
    /// <param name="Score">What it is worth as a whole.</param>
    /// <param name="IsLent">Whether its beginnings are worth their share.</param>
    internal sealed record Phrase(byte[] Utf8, double Score, bool IsLent)
    {
        public static Phrase Of(IReadOnlyList<string> words, double scorePerWord, bool isLent) =>
            new(Encoding.UTF8.GetBytes(string.Join(' ', words) + " "), scorePerWord * words.Count, isLent);
    }

    // The tree of the phrases, with what each node earns by itself.
    private sealed class Builder
    {
        private readonly List<SortedList<byte, int>> _children = [[], []];
        private readonly List<double> _completed = [0, 0];
        private readonly List<double> _credit = [0, 0];

        public Builder(IReadOnlyList<Phrase> phrases)
        {
            foreach (Phrase phrase in phrases)
                Add(phrase);
            Completed = [.. _completed];
            Credit = [.. _credit];
        }

        public int Count => _children.Count;

        public double[] Completed { get; }

        public double[] Credit { get; }

        public SortedList<byte, int> Children(int node) => _children[node];

        private void Add(Phrase phrase)
        {
            int length = phrase.Utf8.Count(IsLetter);
            int node = Start, letters = 0;
            foreach (byte value in phrase.Utf8)
            {
                if (!_children[node].TryGetValue(value, out int child))
                {
                    child = _children.Count;
                    _children.Add([]);
                    _completed.Add(0);
                    _credit.Add(0);
                    _children[node].Add(value, child);
                }

                node = child;
                if (IsLetter(value))
                    letters++;
                double credit = phrase.Score * letters / length;
                if (phrase.IsLent && (letters < length || value != (byte)' '))
                    _credit[node] = Math.Abs(credit) > Math.Abs(_credit[node]) ? credit : _credit[node];
            }

            if (Math.Abs(phrase.Score) > Math.Abs(_completed[node]))
                _completed[node] = phrase.Score;
        }

        // Code points are counted by their first bytes.
        private static bool IsLetter(byte value) => value != (byte)' ' && (value & 0xC0) != 0x80;
    }
}
