using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Speech.Sdk.Evaluation.Metrics.Edits;

/// <summary>
/// A row of the edit matrix, 64 columns at a time: whether each column's least number of edits is one more or one less than that of the column
/// before (Myers 1999, as in Hyyrö 2003). Beyond its band a row is taken as more expensive than it can be, so numbers on cheap paths are exact.
/// For one matrix after another of at most <paramref name="columns"/> columns.
/// </summary>
internal sealed class DifferenceRow(int columns, int symbols) : IDisposable
{
    private readonly PatternMasks _masks = new(columns, symbols);
    private readonly ulong[] _rises = Rent(columns);
    private readonly ulong[] _falls = Rent(columns);
    private readonly ulong[] _equal = Rent(columns);
    private Band _band;
    private int _row;
    private int _first;
    private int _valueBefore;

    /// <summary>The row's first block within the band.</summary>
    public int First => _first;

    /// <summary>Bits of the columns that are one more than the column before, from the block <see cref="First"/> on.</summary>
    public ReadOnlySpan<ulong> Rises => InBand(_rises);

    /// <summary>Bits of the columns that are one less.</summary>
    public ReadOnlySpan<ulong> Falls => InBand(_falls);

    /// <summary>Begins a matrix above the reference: the row of no hypothesis, where every word is deleted.</summary>
    public void Begin(ReadOnlySpan<int> reference, Band band)
    {
        (_band, _row, _first, _valueBefore) = (band, 0, 0, 0);
        _masks.Set(reference);
        _rises.AsSpan(0, band.Blocks).Fill(ulong.MaxValue);
        _falls.AsSpan(0, band.Blocks).Clear();
        _equal.AsSpan(0, band.Blocks).Clear();
    }

    /// <summary>Goes on to the next row, that of the hypothesis with one more symbol.</summary>
    public void Advance(int symbol)
    {
        _row++;
        for (; _first < _band.First(_row); _first++)
            _valueBefore += BitOperations.PopCount(_rises[_first]) - BitOperations.PopCount(_falls[_first]);
        _valueBefore++;
        _masks.Write(symbol, _first, _band.Last(_row), _equal);
        Span<ulong> rises = InBand(_rises);
        Step(rises, InBand(_falls)[..rises.Length], InBand(_equal)[..rises.Length]);
    }

    /// <summary>The row's numbers, one a column from that before the first; <see cref="int.MaxValue"/> outside of the band.</summary>
    public void WriteValues(Span<int> values)
    {
        values.Fill(int.MaxValue);
        int value = _valueBefore, column = _first * Band.BlockSize;
        values[column] = value;
        ReadOnlySpan<ulong> rises = Rises, falls = Falls;
        for (int block = 0; block < rises.Length; block++)
        {
            for (int bit = 0; bit < Band.BlockSize && column < _band.Columns; bit++)
            {
                value += (int)((rises[block] >> bit) & 1) - (int)((falls[block] >> bit) & 1);
                values[++column] = value;
            }
        }
    }

    public void Dispose()
    {
        _masks.Dispose();
        ArrayPool<ulong>.Shared.Return(_rises);
        ArrayPool<ulong>.Shared.Return(_falls);
        ArrayPool<ulong>.Shared.Return(_equal);
    }

    // The names are Hyyrö's: VP and VN are this row's differences, HP and HN those to the row above, D0 says where the diagonal is equal.
    // Nearly all time is spent here, so a first long text does not wait for the method to be found hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step(Span<ulong> rises, Span<ulong> falls, Span<ulong> equal)
    {
        ulong carryP = 1, carryN = 0;
        for (int block = 0; block < rises.Length; block++)
        {
            ulong vp = rises[block], vn = falls[block];
            ulong x = equal[block] | carryN;
            equal[block] = 0;
            ulong d0 = (((x & vp) + vp) ^ vp) | x | vn;
            ulong hp = vn | ~(d0 | vp), hn = d0 & vp;
            ulong shiftedP = (hp << 1) | carryP, shiftedN = (hn << 1) | carryN;
            (carryP, carryN) = (hp >> 63, hn >> 63);
            rises[block] = shiftedN | ~(d0 | shiftedP);
            falls[block] = shiftedP & d0;
        }
    }

    private Span<ulong> InBand(ulong[] blocks) => blocks.AsSpan(_first, _band.Last(_row) - _first + 1);

    private static ulong[] Rent(int columns) => ArrayPool<ulong>.Shared.Rent((columns / Band.BlockSize) + 1);
}
