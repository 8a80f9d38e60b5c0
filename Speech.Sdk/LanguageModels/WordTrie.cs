using System.Diagnostics;

namespace Speech.Sdk.LanguageModels;

/// <summary>
/// A list of words as a tree of their UTF-8 bytes, which answers whether some word begins so. Five bytes a node: nodes are numbered level by
/// level, so that the children of one lie side by side behind those of the one before it. Immutable.
/// </summary>
internal sealed class WordTrie
{
    public const int Root = 0;

    /// <summary>No word begins so.</summary>
    public const int Dead = -1;

    private readonly byte[] _values;

    // A node's first child, shifted left by one; the lowest bit says that a word ends at the node.
    private readonly int[] _firstChild;

    private WordTrie(byte[] values, int[] firstChild, int wordCount)
    {
        (_values, _firstChild) = (values, firstChild);
        WordCount = wordCount;
    }

    public int WordCount { get; }

    /// <summary>Makes the tree of a list of words; its order and duplicates do not matter.</summary>
    public static WordTrie Of(WordList words)
    {
        words.Sort();
        List<byte> values = [0];
        List<int> firstChild = [];
        List<(int First, int End)> level = [(0, words.Count)], below = [];
        int wordCount = 0;
        for (int depth = 0; level.Count > 0; depth++)
        {
            foreach ((int first, int end) in level)
            {
                int at = first;
                while (at < end && words[at].Length == depth)
                    at++;
                bool isWord = at > first && depth > 0;
                wordCount += isWord ? 1 : 0;
                firstChild.Add((values.Count << 1) | (isWord ? 1 : 0));
                while (at < end)
                {
                    byte value = words[at][depth];
                    int from = at;
                    while (at < end && words[at][depth] == value)
                        at++;
                    values.Add(value);
                    below.Add((from, at));
                }
            }

            (level, below) = (below, level);
            below.Clear();
        }

        Debug.Assert(firstChild.Count == values.Count, "Every node was visited.");
        firstChild.Add(values.Count << 1);
        return new WordTrie([.. values], [.. firstChild], wordCount);
    }

    /// <summary>The node behind one more byte; <see cref="Dead"/> where no word goes on so.</summary>
    public int Child(int node, byte value)
    {
        int at = Continuations(node).IndexOf(value);
        return at < 0 ? Dead : (_firstChild[node] >> 1) + at;
    }

    /// <summary>The node behind some bytes.</summary>
    public int Walk(int node, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            node = Child(node, value);
        return node;
    }

    /// <summary>The bytes that words go on with behind a node.</summary>
    public ReadOnlySpan<byte> Continuations(int node)
    {
        if (node < 0)
            return [];
        int first = _firstChild[node] >> 1;
        return _values.AsSpan(first, (_firstChild[node + 1] >> 1) - first);
    }

    /// <summary>Whether a word of the list ends at a node.</summary>
    public bool IsWord(int node) => node >= 0 && (_firstChild[node] & 1) != 0;

    public bool Contains(ReadOnlySpan<byte> word) => IsWord(Walk(Root, word));
}
