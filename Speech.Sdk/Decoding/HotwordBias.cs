using System.Numerics.Tensors;

namespace Speech.Sdk.Decoding;

/// <summary>
/// Adds weights to the scores of tokens that begin a hotword or go on with one that the row has begun. A step costs the same
/// for ten hotwords and ten thousand: one vector addition for what may begin, a few look-ups for what has begun.
/// </summary>
/// <remarks>
/// The first token adds only the share of the hotword that it spells, so that a long list does not favour every common piece of
/// a word. A token that leaves a hotword half-written takes back what the half had added: over a text only complete hotwords
/// count, once each. So beams that sum these scores compare texts fairly; where a softmax follows, as in a greedy search, the
/// same difference speaks for completing what was begun. What is to be rarer is <see cref="HotwordPenalty"/>'s.
/// </remarks>
internal sealed class HotwordBias : ITokenBonus
{
    private readonly HotwordTrie _trie;
    private readonly float[] _begin;
    private readonly float[] _beginAtWordStart;
    private readonly bool[] _insideWord;

    /// <param name="hotwords">What to make likelier.</param>
    /// <param name="insideWord">For each token whether a word is under way after it. [vocabulary]</param>
    public HotwordBias(IEnumerable<WeightedTokens> hotwords, bool[] insideWord)
    {
        _trie = new HotwordTrie(hotwords);
        _insideWord = insideWord;
        _begin = new float[insideWord.Length];
        Fill(_begin, HotwordTrie.Anywhere);
        _beginAtWordStart = [.. _begin];
        Fill(_beginAtWordStart, HotwordTrie.AtWordStart);
    }

    public void Process(Span<float> scores, TokenHistory history)
    {
        ReadOnlySpan<int> written = history.Written;
        // Longest first: where matches overlap, the longest says what a token adds.
        Span<int> matches = stackalloc int[2 * _trie.Depth];
        matches = matches[..FindMatches(written, matches)];

        float[] begin = MayBeginWord(written) ? _beginAtWordStart : _begin;
        TensorPrimitives.Add(scores, begin, scores);
        float owed = matches.Length > 0 ? _trie.Owed(matches[0]) : 0;
        if (owed != 0)
            TensorPrimitives.Subtract(scores, owed, scores);
        for (int match = 0; match < matches.Length; match++)
        {
            float kept = _trie.Owed(matches[match]);
            for (int child = _trie.FirstChild(matches[match]); child >= 0; child = _trie.NextSibling(child))
            {
                int token = _trie.Token(child);
                if (!GoesOn(matches[..match], token))
                    scores[token] += _trie.Bonus(child) - begin[token] + kept;
            }
        }
    }

    public float Bonus(TokenHistory history, int token)
    {
        ReadOnlySpan<int> written = history.Written;
        Span<int> matches = stackalloc int[2 * _trie.Depth];
        matches = matches[..FindMatches(written, matches)];
        float owed = matches.Length > 0 ? _trie.Owed(matches[0]) : 0;
        foreach (int match in matches)
        {
            if (_trie.Child(match, token) is >= 0 and int child)
                return _trie.Bonus(child) + _trie.Owed(match) - owed;
        }

        return (MayBeginWord(written) ? _beginAtWordStart : _begin)[token] - owed;
    }

    /// <summary>Hotwords that the end of a text has begun, longest first; returns how many. The trie's depth bounds the work.</summary>
    internal int FindMatches(ReadOnlySpan<int> written, Span<int> matches)
    {
        int count = 0;
        for (int start = Math.Max(0, written.Length - _trie.Depth); start < written.Length; start++)
        {
            count += Follow(HotwordTrie.Anywhere, written[start..], matches[count..]);
            if (MayBeginWord(written[..start]))
                count += Follow(HotwordTrie.AtWordStart, written[start..], matches[count..]);
        }

        return count;
    }

    private int Follow(int node, ReadOnlySpan<int> tokens, Span<int> matches)
    {
        foreach (int token in tokens)
        {
            node = _trie.Child(node, token);
            if (node < 0)
                return 0;
        }

        if (_trie.FirstChild(node) < 0)
            return 0;
        matches[0] = node;
        return 1;
    }

    private bool MayBeginWord(ReadOnlySpan<int> written) => written.IsEmpty || !_insideWord[written[^1]];

    private bool GoesOn(ReadOnlySpan<int> longer, int token)
    {
        foreach (int match in longer)
        {
            if (_trie.Child(match, token) >= 0)
                return true;
        }

        return false;
    }

    private void Fill(float[] begin, int root)
    {
        for (int child = _trie.FirstChild(root); child >= 0; child = _trie.NextSibling(child))
        {
            int token = _trie.Token(child);
            begin[token] = Math.Max(begin[token], _trie.Bonus(child));
        }
    }
}
