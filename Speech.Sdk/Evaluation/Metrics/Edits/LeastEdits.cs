using System.Buffers;

namespace Speech.Sdk.Evaluation.Metrics.Edits;

/// <summary>
/// The fewest substitutions, deletions and insertions that make the hypothesis of the reference (Levenshtein 1966), and of equally few those that
/// rapidfuzz finds, whose alignments jiwer reports. Long texts are solved in halves (Hirschberg 1975), as rapidfuzz does: where the hypothesis is cut and
/// from which size on decides between equally cheap alignments, so both are its own. Memory grows with the texts' lengths.
/// </summary>
internal sealed class LeastEdits : IDisposable
{
    // Rapidfuzz's: bytes of a matrix from which on it is halved, and the least reference and hypothesis for that.
    private const long HalvedSize = 1 << 20;
    private const int HalvedReference = 65;
    private const int HalvedHypothesis = 10;

    private readonly DifferenceRow _row;
    private readonly EditPath _path;

    private LeastEdits(int referenceLength, int symbols, EditPath path) => (_row, _path) = (new DifferenceRow(referenceLength, symbols), path);

    /// <summary>The edits between texts of words, or of characters.</summary>
    public static EditChunk[] Find<T>(ReadOnlySpan<T> reference, ReadOnlySpan<T> hypothesis)
        where T : notnull
    {
        int[] numbers = ArrayPool<int>.Shared.Rent(reference.Length + hypothesis.Length);
        Span<int> first = numbers.AsSpan(0, reference.Length), second = numbers.AsSpan(reference.Length, hypothesis.Length);
        int symbols = SymbolNumbers.Assign(reference, hypothesis, first, second);
        EditPath path = new(reference.Length, hypothesis.Length);
        using (LeastEdits edits = new(reference.Length, symbols, path))
            edits.Solve(first, second, Math.Max(reference.Length, hypothesis.Length));
        ArrayPool<int>.Shared.Return(numbers);
        return path.ToChunks();
    }

    public void Dispose() => _row.Dispose();

    /// <summary>Adds the edits, from the last to the first.</summary>
    /// <param name="reference">The reference, or a part of it.</param>
    /// <param name="hypothesis">The hypothesis, or a part of it.</param>
    /// <param name="limit">There are no more edits than this.</param>
    private void Solve(ReadOnlySpan<int> reference, ReadOnlySpan<int> hypothesis, int limit)
    {
        int prefix = reference.CommonPrefixLength(hypothesis);
        reference = reference[prefix..];
        hypothesis = hypothesis[prefix..];
        int suffix = CommonSuffix(reference, hypothesis);
        reference = reference[..^suffix];
        hypothesis = hypothesis[..^suffix];
        limit = Math.Min(limit, Math.Max(reference.Length, hypothesis.Length));

        _path.Prepend(EditKind.Equal, suffix);
        if (reference.IsEmpty || hypothesis.IsEmpty)
        {
            _path.Prepend(EditKind.Delete, reference.Length);
            _path.Prepend(EditKind.Insert, hypothesis.Length);
        }
        else if (IsHalved(reference.Length, hypothesis.Length, limit))
        {
            Halves halves = Halve(reference, hypothesis, limit);
            Solve(reference[halves.Reference..], hypothesis[halves.Hypothesis..], halves.EditsAfter);
            Solve(reference[..halves.Reference], hypothesis[..halves.Hypothesis], halves.EditsBefore);
        }
        else
        {
            using EditMatrix matrix = new(_row, reference, hypothesis, new Band(reference.Length, hypothesis.Length, limit));
            matrix.TraceBack(reference, hypothesis, _path);
        }

        _path.Prepend(EditKind.Equal, prefix);
    }

    private static bool IsHalved(int reference, int hypothesis, int limit) =>
        reference >= HalvedReference && hypothesis >= HalvedHypothesis
        && 2 * Math.Min(reference, (2L * limit) + 1) * hypothesis / 8 >= HalvedSize;

    /// <summary>Cuts the hypothesis in the middle, and the reference at the first place where a cheapest path crosses that.</summary>
    private Halves Halve(ReadOnlySpan<int> reference, ReadOnlySpan<int> hypothesis, int limit)
    {
        int columns = reference.Length, middle = hypothesis.Length / 2;
        int[] values = ArrayPool<int>.Shared.Rent(2 * (columns + 1));
        Span<int> before = values.AsSpan(0, columns + 1), after = values.AsSpan(columns + 1, columns + 1);
        if (limit == Math.Max(columns, hypothesis.Length))
            limit = Math.Min(limit, CountNearDiagonal(reference, hypothesis, before));
        Band band = new(columns, hypothesis.Length, limit);
        CountFromEnd(reference, hypothesis[middle..], band, after);
        Count(reference, hypothesis[..middle], band, before);

        Halves best = new(0, middle, int.MaxValue, int.MaxValue);
        long fewest = long.MaxValue;
        for (int column = 0; column <= columns; column++)
        {
            if ((long)before[column] + after[columns - column] < fewest)
            {
                best = new Halves(column, middle, before[column], after[columns - column]);
                fewest = (long)best.EditsBefore + best.EditsAfter;
            }
        }

        ArrayPool<int>.Shared.Return(values);
        return best;
    }

    /// <summary>
    /// Edits of the cheapest path that stays near the diagonal. They may be more than the fewest, but are usually not many more, and a band for so many is
    /// much narrower than the matrix.
    /// </summary>
    private int CountNearDiagonal(ReadOnlySpan<int> reference, ReadOnlySpan<int> hypothesis, Span<int> values)
    {
        int shorter = Math.Min(reference.Length, hypothesis.Length), longer = Math.Max(reference.Length, hypothesis.Length);
        Count(reference, hypothesis, new Band(reference.Length, hypothesis.Length, longer - shorter + (shorter / 16)), values);
        return values[^1];
    }

    private void CountFromEnd(ReadOnlySpan<int> reference, ReadOnlySpan<int> hypothesis, Band band, Span<int> values)
    {
        int[] reversed = ArrayPool<int>.Shared.Rent(reference.Length + hypothesis.Length);
        Span<int> first = reversed.AsSpan(0, reference.Length), second = reversed.AsSpan(reference.Length, hypothesis.Length);
        reference.CopyTo(first);
        hypothesis.CopyTo(second);
        first.Reverse();
        second.Reverse();
        Count(first, second, band, values);
        ArrayPool<int>.Shared.Return(reversed);
    }

    private void Count(ReadOnlySpan<int> reference, ReadOnlySpan<int> hypothesis, Band band, Span<int> values)
    {
        _row.Begin(reference, band);
        foreach (int symbol in hypothesis)
            _row.Advance(symbol);
        _row.WriteValues(values);
    }

    private static int CommonSuffix(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        int length = 0, most = Math.Min(left.Length, right.Length);
        while (length < most && left[^(length + 1)] == right[^(length + 1)])
            length++;
        return length;
    }

    /// <summary>Where both texts are cut, and the edits on either side.</summary>
    private readonly record struct Halves(int Reference, int Hypothesis, int EditsBefore, int EditsAfter);
}
