using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Models.Whisper.Words;

/// <summary>A median filter of width 7 over rows of one length, reflected at both ends; rows of up to 3 values stay as they are.</summary>
internal sealed class MedianFilter
{
    private const int Half = 3;

    private readonly int _length;
    private readonly float[] _padded;
    private readonly float[] _filtered;

    public MedianFilter(int length)
    {
        _length = length;
        // Room for whole vectors: what is computed beyond the row's end is not given out.
        int vectors = (length + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _padded = new float[vectors + (2 * Half)];
        _filtered = new float[vectors];
    }

    /// <summary>The filtered row; valid until the next call.</summary>
    public ReadOnlySpan<float> Apply(ReadOnlySpan<float> row)
    {
        if (_length <= Half)
        {
            row.CopyTo(_filtered);
            return _filtered.AsSpan(0, _length);
        }

        row.CopyTo(_padded.AsSpan(Half));
        for (int i = 1; i <= Half; i++)
        {
            _padded[Half - i] = row[i];
            _padded[Half + _length - 1 + i] = row[_length - 1 - i];
        }

        ref float source = ref MemoryMarshal.GetArrayDataReference(_padded);
        ref float target = ref MemoryMarshal.GetArrayDataReference(_filtered);
        for (int i = 0; i < _filtered.Length; i += Vector<float>.Count)
            Median(ref Unsafe.Add(ref source, i)).StoreUnsafe(ref target, (nuint)i);
        return _filtered.AsSpan(0, _length);
    }

    /// <summary>The medians of the 7 values from each lane on. A network of 13 exchanges that sorts as far as the middle needs (N. Devillard, opt_med7).</summary>
    private static Vector<float> Median(ref float values)
    {
        Vector<float> p0 = Vector.LoadUnsafe(ref values);
        Vector<float> p1 = Vector.LoadUnsafe(ref values, 1);
        Vector<float> p2 = Vector.LoadUnsafe(ref values, 2);
        Vector<float> p3 = Vector.LoadUnsafe(ref values, 3);
        Vector<float> p4 = Vector.LoadUnsafe(ref values, 4);
        Vector<float> p5 = Vector.LoadUnsafe(ref values, 5);
        Vector<float> p6 = Vector.LoadUnsafe(ref values, 6);
        Sort(ref p0, ref p5);
        Sort(ref p0, ref p3);
        Sort(ref p1, ref p6);
        Sort(ref p2, ref p4);
        Sort(ref p0, ref p1);
        Sort(ref p3, ref p5);
        Sort(ref p2, ref p6);
        Sort(ref p2, ref p3);
        Sort(ref p3, ref p6);
        Sort(ref p4, ref p5);
        Sort(ref p1, ref p4);
        Sort(ref p1, ref p3);
        Sort(ref p3, ref p4);
        return p3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sort(ref Vector<float> low, ref Vector<float> high) =>
        (low, high) = (Vector.MinNative(low, high), Vector.MaxNative(low, high));
}
