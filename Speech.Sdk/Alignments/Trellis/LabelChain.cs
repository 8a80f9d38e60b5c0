namespace Speech.Sdk.Alignments.Trellis;

/// <summary>
/// The labels of a text in their order, each by its column of the <see cref="EmissionTable"/>. Between two labels, before the first and
/// behind the last one lies a blank, which may be left out unless the labels beside it are equal. States are numbered in the order of
/// the text: blank i is state 2i, label i state 2i + 1.
/// </summary>
internal sealed class LabelChain
{
    // Vectors read beyond the last label.
    private const int Padding = 16;

    private readonly int[] _columns;
    private readonly float[] _skips;

    /// <param name="columns">The labels' columns.</param>
    /// <param name="optionalFirst">Whether the first label may be left out; another follows it.</param>
    /// <param name="optionalLast">Whether the last label may be left out; another precedes it.</param>
    public LabelChain(IReadOnlyList<int> columns, bool optionalFirst = false, bool optionalLast = false)
    {
        Count = columns.Count;
        (StartStates, EndStates) = (optionalFirst ? 4 : 2, optionalLast ? 4 : 2);
        _columns = [.. columns, .. new int[Padding]];
        _skips = new float[_columns.Length];
        Array.Fill(_skips, float.NegativeInfinity);
        for (int label = 1; label < Count; label++)
        {
            if (columns[label] != columns[label - 1])
                _skips[label] = 0;
        }
    }

    /// <summary>Number of labels.</summary>
    public int Count { get; }

    /// <summary>Number of states: labels and blanks.</summary>
    public int States => (2 * Count) + 1;

    /// <summary>How many of the first states a path may begin in: a blank and a label, twice that where the first label is optional.</summary>
    public int StartStates { get; }

    /// <summary>How many of the last states a path may end in.</summary>
    public int EndStates { get; }

    /// <summary>The fewest frames that can hold the text: one a label that is not optional, and one between equal neighbours.</summary>
    public int LeastFrames => Count + _skips.AsSpan(1, Count - 1).Count(float.NegativeInfinity) - (StartStates / 4) - (EndStates / 4);

    /// <summary>Each label's column, from a label on; more follow than there are labels.</summary>
    public ReadOnlySpan<int> ColumnsFrom(int label) => _columns.AsSpan(label);

    /// <summary>0 where a label may follow the one before it without a blank between them, else -infinity.</summary>
    public ReadOnlySpan<float> SkipsFrom(int label) => _skips.AsSpan(label);

    /// <summary>Whether a label may follow the one before it without a blank between them.</summary>
    public bool CanSkip(int label) => _skips[label] == 0;

    /// <summary>The same text from its end to its beginning; state s becomes <see cref="States"/> - 1 - s.</summary>
    public LabelChain Mirrored() => new([.. _columns.Take(Count).Reverse()], optionalFirst: EndStates == 4, optionalLast: StartStates == 4);
}
