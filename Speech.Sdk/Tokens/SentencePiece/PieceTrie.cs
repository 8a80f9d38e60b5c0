using System.Runtime.CompilerServices;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>
/// Finds pieces by their bytes, and those that a text begins with. A node's children lie side by side, level by level, so that two
/// arrays hold the tree.
/// </summary>
internal sealed class PieceTrie
{
    // The children of node n are the nodes _firsts[n] to _firsts[n + 1] - 1.
    private readonly int[] _firsts;
    private readonly byte[] _labels;
    private readonly int[] _ids;

    /// <exception cref="FormatException">Two of the pieces are the same.</exception>
    public PieceTrie(IEnumerable<(byte[] Text, int Id)> pieces)
    {
        (byte[] Text, int Id)[] sorted = [.. pieces];
        Array.Sort(sorted, (one, other) => one.Text.AsSpan().SequenceCompareTo(other.Text));
        List<(int From, int To, int Depth)> nodes = [(0, sorted.Length, 0)];
        List<byte> labels = [0];
        List<int> firsts = [];
        List<int> ids = [];
        for (int node = 0; node < nodes.Count; node++)
        {
            (int from, int to, int depth) = nodes[node];
            firsts.Add(nodes.Count);
            ids.Add(-1);
            for (; from < to && sorted[from].Text.Length == depth; from++)
            {
                ids[node] = ids[node] < 0 ? sorted[from].Id : throw new FormatException(
                    $"the pieces {ids[node]} and {sorted[from].Id} are the same: '{System.Text.Encoding.UTF8.GetString(sorted[from].Text)}'");
            }

            while (from < to)
            {
                byte label = sorted[from].Text[depth];
                int end = from + 1;
                while (end < to && sorted[end].Text[depth] == label)
                    end++;
                nodes.Add((from, end, depth + 1));
                labels.Add(label);
                from = end;
            }
        }

        firsts.Add(nodes.Count);
        _firsts = [.. firsts];
        _labels = [.. labels];
        _ids = [.. ids];
    }

    /// <summary>Goes from a node, 0 being the root, to the one that a byte leads to; false where no piece goes on so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Step(ref int node, byte label)
    {
        int first = _firsts[node];
        int child = _labels.AsSpan(first, _firsts[node + 1] - first).IndexOf(label);
        node = first + child;
        return child >= 0;
    }

    /// <summary>The piece that ends at a node, or -1.</summary>
    public int IdAt(int node) => _ids[node];

    /// <summary>The id of a piece, or -1.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        int node = 0;
        foreach (byte label in text)
        {
            if (!Step(ref node, label))
                return -1;
        }

        return _ids[node];
    }

    /// <summary>The length of the longest piece that a text begins with, 0 where it begins with none.</summary>
    public int LongestPrefix(ReadOnlySpan<byte> text)
    {
        int node = 0;
        int longest = 0;
        for (int i = 0; i < text.Length && Step(ref node, text[i]); i++)
            longest = _ids[node] >= 0 ? i + 1 : longest;
        return longest;
    }
}
