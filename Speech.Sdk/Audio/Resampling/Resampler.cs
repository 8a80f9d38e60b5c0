using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Speech.Sdk.Audio.Resampling;

/// <summary>
/// Changes the rate of a mono signal by any ratio of integers. Output sample n is the signal at time n / to; blocks may be of
/// any size without changing a bit. Before its beginning and after its end the signal is zero.
/// </summary>
internal sealed class Resampler
{
    private const int WindowLength = 1 << 14;

    private readonly PolyphaseFilter _filter;
    private readonly int _up;
    private readonly int _down;

    // The input that outputs still need; the next output's first tap lies at _next, which may be beyond what has come.
    private readonly float[] _window;
    private int _count;
    private int _next;
    private int _phase;
    private long _taken;
    private long _given;

    public Resampler(int from, int to)
    {
        int divisor = (int)BigInteger.GreatestCommonDivisor(from, to);
        (_up, _down) = (to / divisor, from / divisor);
        _filter = PolyphaseFilter.For(_up, _down);
        _window = new float[_filter.Taps + Math.Max(WindowLength, _filter.Taps)];
        _count = _filter.Before;
    }

    /// <summary>How many samples come of <paramref name="length"/>: the duration, rounded to the nearest sample.</summary>
    public static long OutputLength(long length, int from, int to) => (long)(((Int128)length * to * 2 + from) / (2 * (Int128)from));

    /// <summary>An upper bound of what <see cref="Process"/> writes for a block, or <see cref="Flush"/> for none.</summary>
    public int MaxOutput(int inputLength) => checked((int)(((long)(inputLength + _filter.Taps) * _up / _down) + 2));

    /// <summary>Takes a block and writes what can be told from it; returns the number of samples written.</summary>
    public int Process(ReadOnlySpan<float> input, Span<float> output)
    {
        _taken += input.Length;
        int written = Advance(input, output, long.MaxValue);
        _given += written;
        return written;
    }

    /// <summary>Writes the rest after the last block.</summary>
    public int Flush(Span<float> output)
    {
        long left = OutputLength(_taken, _down, _up) - _given;
        Span<float> silence = stackalloc float[512];
        silence.Clear();
        int written = 0;
        while (written < left)
            written += Advance(silence, output[written..], left - written);
        _given += written;
        return written;
    }

    private int Advance(ReadOnlySpan<float> input, Span<float> output, long limit)
    {
        int written = 0;
        while (!input.IsEmpty)
        {
            Compact();
            int step = Math.Min(input.Length, _window.Length - _count);
            input[..step].CopyTo(_window.AsSpan(_count));
            input = input[step..];
            _count += step;
            int outputs = (int)Math.Min(limit - written, Available());
            Emit(output.Slice(written, outputs));
            written += outputs;
            long phase = _phase + ((long)outputs * _down);
            _next += (int)(phase / _up);
            _phase = (int)(phase % _up);
        }

        return written;
    }

    private void Compact()
    {
        int drop = Math.Min(_next, _count);
        _window.AsSpan(drop, _count - drop).CopyTo(_window);
        _count -= drop;
        _next -= drop;
    }

    /// <summary>How many outputs have all their taps in the window.</summary>
    private long Available()
    {
        long starts = _count - _filter.Taps - _next + 1;
        return starts <= 0 ? 0 : ((starts * _up) - _phase + _down - 1) / _down;
    }

    /// <summary>Outputs of the same phase one after the other, so that a row is fetched from the table once for all of them.</summary>
    private void Emit(Span<float> output)
    {
        for (int first = 0; first < Math.Min(_up, output.Length); first++)
        {
            long position = _phase + ((long)first * _down);
            int at = _next + (int)(position / _up), phase = (int)(position % _up);
            for (int n = first; n < output.Length; n += _up, at += _down)
            {
                ReadOnlySpan<float> signal = _window.AsSpan(at, _filter.Taps);
                output[n] = _filter.Interpolates ? Between(signal, (double)phase / _up * _filter.Phases) : Dot(signal, _filter.Row(phase));
            }
        }
    }

    /// <summary>Lagrange's cubic through the four rows around a place; the products are interpolated, which is the same.</summary>
    private float Between(ReadOnlySpan<float> signal, double place)
    {
        int row = (int)place;
        double f = place - row;
        double before = Dot(signal, _filter.Row(row - 1)), left = Dot(signal, _filter.Row(row));
        double right = Dot(signal, _filter.Row(row + 1)), after = Dot(signal, _filter.Row(row + 2));
        return (float)(
            (-f * (f - 1) * (f - 2) / 6 * before) + ((f + 1) * (f - 1) * (f - 2) / 2 * left)
            + (-(f + 1) * f * (f - 2) / 2 * right) + ((f + 1) * f * (f - 1) / 6 * after));
    }

    /// <summary>Four sums of eight lanes each, added at the end: short enough for rounding to stay below the stop band.</summary>
    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ref float x = ref MemoryMarshal.GetReference(a);
        ref float y = ref MemoryMarshal.GetReference(b);
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint i = 0; i < (nuint)a.Length; i += PolyphaseFilter.Lane)
        {
            s0 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref x, i), Vector256.LoadUnsafe(ref y, i), s0);
            s1 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref x, i + 8), Vector256.LoadUnsafe(ref y, i + 8), s1);
            s2 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref x, i + 16), Vector256.LoadUnsafe(ref y, i + 16), s2);
            s3 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref x, i + 24), Vector256.LoadUnsafe(ref y, i + 24), s3);
        }

        return Vector256.Sum((s0 + s1) + (s2 + s3));
    }
}
