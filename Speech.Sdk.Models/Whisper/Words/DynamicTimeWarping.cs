using System.Buffers;
using System.Numerics;

namespace Speech.Sdk.Models.Whisper.Words;

/// <summary>
/// The cheapest monotonic path through a matrix of costs, with the ties of openai-whisper's <c>dtw</c>: the diagonal step only
/// where it is cheaper than both others, the step to the next row only likewise, otherwise the step to the next column.
/// </summary>
internal static class DynamicTimeWarping
{
    /// <summary>The path from the first cell to the last.</summary>
    /// <param name="costs">[rows, columns]; every cell becomes what the cheapest path up to it costs.</param>
    /// <param name="columns">Values of a row.</param>
    public static (int Row, int Column)[] Path(Span<float> costs, int columns)
    {
        Accumulate(costs, columns);
        int row = (costs.Length / columns) - 1;
        int column = columns - 1;
        var path = new (int Row, int Column)[row + column + 1];
        int first = path.Length;
        while (true)
        {
            path[--first] = (row, column);
            if (row == 0 && column == 0)
                return path[first..];
            (row, column) = Previous(costs, columns, row, column);
        }
    }

    /// <summary>The column where the path reaches each row.</summary>
    /// <inheritdoc cref="Path"/>
    public static int[] RowStarts(Span<float> costs, int columns)
    {
        int[] starts = new int[costs.Length / columns];
        int reached = -1;
        foreach ((int row, int column) in Path(costs, columns))
        {
            if (row > reached)
                starts[reached = row] = column;
        }

        return starts;
    }

    // A cell's cost waits for that of the cell to the left: what does not is done beforehand, a vector of cells at a time.
    private static void Accumulate(Span<float> costs, int columns)
    {
        for (int column = 1; column < columns; column++)
            costs[column] += costs[column - 1];
        float[] fromAbove = ArrayPool<float>.Shared.Rent(columns);
        for (int start = columns; start < costs.Length; start += columns)
        {
            Span<float> row = costs.Slice(start, columns);
            BestFromAbove(costs.Slice(start - columns, columns), fromAbove);
            float left = row[0] += costs[start - columns];
            for (int column = 1; column < row.Length; column++)
                row[column] = left = float.MinNative(fromAbove[column], left) + row[column];
        }

        ArrayPool<float>.Shared.Return(fromAbove);
    }

    /// <summary>For each column but the first, the lesser of the diagonal and the upper cell; infinity, never taken, where they are equal.</summary>
    private static void BestFromAbove(ReadOnlySpan<float> above, Span<float> best)
    {
        int column = 1;
        var never = new Vector<float>(float.PositiveInfinity);
        for (; column <= above.Length - Vector<float>.Count; column += Vector<float>.Count)
        {
            var diagonal = new Vector<float>(above[(column - 1)..]);
            var upper = new Vector<float>(above[column..]);
            Vector<float> lesser = Vector.ConditionalSelect(Vector.Equals(diagonal, upper), never, Vector.MinNative(diagonal, upper));
            lesser.CopyTo(best[column..]);
        }

        for (; column < above.Length; column++)
            best[column] = above[column - 1] == above[column] ? float.PositiveInfinity : float.MinNative(above[column - 1], above[column]);
    }

    private static (int Row, int Column) Previous(ReadOnlySpan<float> sums, int columns, int row, int column)
    {
        if (row == 0)
            return (0, column - 1);
        if (column == 0)
            return (row - 1, 0);
        int cell = (row * columns) + column;
        float left = sums[cell - 1];
        float upper = sums[cell - columns];
        float diagonal = sums[cell - columns - 1];
        return diagonal < upper && diagonal < left ? (row - 1, column - 1)
            : upper < diagonal && upper < left ? (row - 1, column)
            : (row, column - 1);
    }
}
