using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Features;

/// <summary>
/// The spectra of <see cref="Vector{T}.Count"/> real frames side by side, one a lane. A frame of N samples is read as N/2 complex
/// numbers, even samples real and odd ones imaginary, whose transform splits into the N/2 + 1 bins of the real one.
/// Immutable; callers bring the buffers.
/// </summary>
internal sealed class RealFft<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly T Half = T.CreateTruncating(0.5);
    private readonly ComplexFft<T> _half;
    private readonly Rotation<T>[] _twiddles;

    /// <param name="size">Samples of a frame: even, fastest where its factors are 2, 3 and 5.</param>
    public RealFft(int size)
    {
        if (size < 2 || size % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(size), size, "The size of a real Fourier transform is even and at least 2.");
        Size = size;
        _half = new ComplexFft<T>(size / 2);
        _twiddles = [.. Enumerable.Range(0, size / 4 + 1).Select(k => Rotation<T>.Of(k, size))];
    }

    /// <summary>Samples of a frame.</summary>
    public int Size { get; }

    /// <summary>Frequency bins of a spectrum: 0 to half the sample rate, both included.</summary>
    public int Bins => Size / 2 + 1;

    /// <summary>Complex spectra [bins] of the frames [size]. <paramref name="frames"/> and <paramref name="scratch"/> [size] are overwritten.</summary>
    public void Transform(Span<Vector<T>> frames, Span<Vector<T>> scratch, Span<ComplexVector<T>> spectrum)
    {
        ReadOnlySpan<ComplexVector<T>> z = TransformHalf(frames, scratch);
        spectrum = spectrum[..Bins];
        for (int k = 0; k < _twiddles.Length; k++)
            Split(z, k, out spectrum[k], out spectrum[z.Length - k]);
    }

    /// <summary>Power spectra |X|² [bins] of the frames [size]. <paramref name="frames"/> and <paramref name="scratch"/> [size] are overwritten.</summary>
    public void PowerSpectrum(Span<Vector<T>> frames, Span<Vector<T>> scratch, Span<Vector<T>> power)
    {
        ReadOnlySpan<ComplexVector<T>> z = TransformHalf(frames, scratch);
        power = power[..Bins];
        for (int k = 0; k < _twiddles.Length; k++)
        {
            Split(z, k, out ComplexVector<T> low, out ComplexVector<T> high);
            power[k] = low.Power;
            power[z.Length - k] = high.Power;
        }
    }

    private Span<ComplexVector<T>> TransformHalf(Span<Vector<T>> frames, Span<Vector<T>> scratch) =>
        _half.Transform(
            MemoryMarshal.Cast<Vector<T>, ComplexVector<T>>(frames[..Size]),
            MemoryMarshal.Cast<Vector<T>, ComplexVector<T>>(scratch[..Size]));

    // Bin k and its mirror: with E and O the transforms of the even and the odd samples, X[k] = E + wO and X[N/2-k] = conj(E - wO).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Split(ReadOnlySpan<ComplexVector<T>> z, int k, out ComplexVector<T> low, out ComplexVector<T> high)
    {
        ComplexVector<T> a = z[k] * Half, b = z[k == 0 ? 0 : z.Length - k].Conjugate() * Half;
        ComplexVector<T> difference = a - b;
        ComplexVector<T> even = a + b, odd = new ComplexVector<T>(difference.Im, -difference.Re) * _twiddles[k];
        low = even + odd;
        high = (even - odd).Conjugate();
    }
}
