using System.Buffers;

namespace Speech.Sdk.Evaluation.Metrics.Edits;

/// <summary>All rows of an edit matrix within its band, to find the way back from the end; two bits a cell.</summary>
internal sealed class EditMatrix : IDisposable
{
    private readonly Band _band;
    private readonly int _width;
    private readonly ulong[] _rises;
    private readonly ulong[] _falls;

    public EditMatrix(DifferenceRow row, ReadOnlySpan<int> reference, ReadOnlySpan<int> hypothesis, Band band)
    {
        (_band, _width) = (band, band.Width);
        _rises = ArrayPool<ulong>.Shared.Rent(checked(_width * band.Rows));
        _falls = ArrayPool<ulong>.Shared.Rent(_width * band.Rows);
        row.Begin(reference, band);
        for (int index = 0; index < hypothesis.Length; index++)
        {
            row.Advance(hypothesis[index]);
            row.Rises.CopyTo(_rises.AsSpan(index * _width));
            row.Falls.CopyTo(_falls.AsSpan(index * _width));
        }
    }

    /// <summary>
    /// Adds the path, from its end to its beginning. Of equally cheap ones it is rapidfuzz's: going back, a deletion first, then an insertion if the cell
    /// above is cheaper than that beside it, else the diagonal.
    /// </summary>
    public void TraceBack(ReadOnlySpan<int> reference, ReadOnlySpan<int> hypothesis, EditPath path)
    {
        int row = _band.Rows, column = _band.Columns;
        while (row > 0 && column > 0)
        {
            if (Bit(_rises, row, column))
            {
                column--;
                path.Prepend(EditKind.Delete, 1);
            }
            else if (--row > 0 && Bit(_falls, row, column))
            {
                path.Prepend(EditKind.Insert, 1);
            }
            else
            {
                column--;
                path.Prepend(reference[column] == hypothesis[row] ? EditKind.Equal : EditKind.Substitute, 1);
            }
        }

        path.Prepend(EditKind.Delete, column);
        path.Prepend(EditKind.Insert, row);
    }

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_rises);
        ArrayPool<ulong>.Shared.Return(_falls);
    }

    private bool Bit(ulong[] bits, int row, int column)
    {
        int block = ((column - 1) / Band.BlockSize) - _band.First(row);
        return (bits[((row - 1) * _width) + block] >> ((column - 1) % Band.BlockSize) & 1) != 0;
    }
}
