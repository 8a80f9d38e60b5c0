using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Features;

/// <summary>
/// The spectra of <see cref="Vector{T}.Count"/> real frames side by side, one a lane. A frame of N samples is read as N/2 complex
/// numbers, even samples real and odd ones imaginary, whose transform splits into the N/2 + 1 bins of the real one.
/// Immutable; callers bring the buffers.
/// </summary>
internal sealed class RealFft
{
    private readonly ComplexFft _half;
    private readonly Rotation[] _twiddles;

    /// <param name="size">Samples of a frame: even, fastest where its factors are 2, 3 and 5.</param>
    public RealFft(int size)
    {
        if (size < 2 || size % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(size), size, "The size of a real Fourier transform is even and at least 2.");
        Size = size;
        _half = new ComplexFft(size / 2);
        _twiddles = [.. Enumerable.Range(0, size / 4 + 1).Select(k => Rotation.Of(k, size))];
    }

    /// <summary>Samples of a frame.</summary>
    public int Size { get; }

    /// <summary>Frequency bins of a spectrum: 0 to half the sample rate, both included.</summary>
    public int Bins => Size / 2 + 1;

    /// <summary>Complex spectra [bins] of the frames [size]. <paramref name="frames"/> and <paramref name="scratch"/> [size] are overwritten.</summary>
    public void Transform(Span<Vector<float>> frames, Span<Vector<float>> scratch, Span<ComplexVector> spectrum)
    {
        ReadOnlySpan<ComplexVector> z = TransformHalf(frames, scratch);
        spectrum = spectrum[..Bins];
        for (int k = 0; k < _twiddles.Length; k++)
            Split(z, k, out spectrum[k], out spectrum[z.Length - k]);
    }

    /// <summary>Power spectra |X|² [bins] of the frames [size]. <paramref name="frames"/> and <paramref name="scratch"/> [size] are overwritten.</summary>
    public void PowerSpectrum(Span<Vector<float>> frames, Span<Vector<float>> scratch, Span<Vector<float>> power)
    {
        ReadOnlySpan<ComplexVector> z = TransformHalf(frames, scratch);
        power = power[..Bins];
        for (int k = 0; k < _twiddles.Length; k++)
        {
            Split(z, k, out ComplexVector low, out ComplexVector high);
            power[k] = low.Power;
            power[z.Length - k] = high.Power;
        }
    }

    private Span<ComplexVector> TransformHalf(Span<Vector<float>> frames, Span<Vector<float>> scratch) =>
        _half.Transform(
            MemoryMarshal.Cast<Vector<float>, ComplexVector>(frames[..Size]),
            MemoryMarshal.Cast<Vector<float>, ComplexVector>(scratch[..Size]));

    // Bin k and its mirror: with E and O the transforms of the even and the odd samples, X[k] = E + wO and X[N/2-k] = conj(E - wO).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Split(ReadOnlySpan<ComplexVector> z, int k, out ComplexVector low, out ComplexVector high)
    {
        ComplexVector a = z[k] * 0.5f, b = z[k == 0 ? 0 : z.Length - k].Conjugate() * 0.5f;
        ComplexVector difference = a - b;
        ComplexVector even = a + b, odd = new ComplexVector(difference.Im, -difference.Re) * _twiddles[k];
        low = even + odd;
        high = (even - odd).Conjugate();
    }
}
