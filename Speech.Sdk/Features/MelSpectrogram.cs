using System.Numerics;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Features;

/// <summary>
/// Band energies of a signal over time: frame, weigh with a window, transform, filter. Works on <see cref="Vector{T}.Count"/>
/// consecutive frames at once, one a lane, so that every step is whole vectors. Immutable and thread-safe.
/// </summary>
internal sealed class MelSpectrogram
{
    private readonly Framing _framing;
    private readonly float[] _window;
    private readonly RealFft<float> _fft;
    private readonly FilterBank _filters;

    /// <param name="framing">How the signal is cut; its frames are as long as the window.</param>
    /// <param name="window">Weight of each sample of a frame.</param>
    /// <param name="filters">Bands over fftSize/2 + 1 bins; frames shorter than fftSize are followed by zeros.</param>
    public MelSpectrogram(Framing framing, float[] window, FilterBank filters)
    {
        _framing = framing;
        _window = window;
        _filters = filters;
        _fft = new RealFft<float>(2 * (filters.Bins - 1));
        ArgumentOutOfRangeException.ThrowIfNotEqual(window.Length, framing.FrameSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(_fft.Size, framing.FrameSize);
    }

    /// <summary>
    /// Writes the energies of <paramref name="frames"/> frames from <paramref name="firstFrame"/> on into
    /// <paramref name="destination"/>, row-major [filters, stride]; columns behind them are left as they are.
    /// <paramref name="samples"/> counts as followed by zeros up to <paramref name="length"/> samples.
    /// </summary>
    public void Compute(ReadOnlySpan<float> samples, int length, int firstFrame, int frames, Span<float> destination, int stride)
    {
        int segmentVectors = (_framing.SegmentSize(Vector<float>.Count) + Vector<float>.Count - 1) / Vector<float>.Count;
        using VectorScratch memory = new(segmentVectors + 2 * _fft.Size + _fft.Bins + _filters.Count);
        Span<float> segment = MemoryMarshal.Cast<Vector<float>, float>(memory.Take(segmentVectors));
        Span<Vector<float>> lanes = memory.Take(_fft.Size);
        Span<Vector<float>> scratch = memory.Take(_fft.Size);
        Span<Vector<float>> power = memory.Take(_fft.Bins);
        Span<Vector<float>> energies = memory.Take(_filters.Count);

        for (int first = 0; first < frames; first += Vector<float>.Count)
        {
            _framing.Load(samples, length, firstFrame + first, segment, lanes);
            ApplyWindow(lanes);
            _fft.PowerSpectrum(lanes, scratch, power);
            _filters.Apply(power, energies);
            Store(energies, destination[first..], stride, Math.Min(frames - first, Vector<float>.Count));
        }
    }

    private void ApplyWindow(Span<Vector<float>> lanes)
    {
        Span<Vector<float>> frame = lanes[.._window.Length];
        for (int n = 0; n < frame.Length; n++)
            frame[n] *= _window[n];
        lanes[_window.Length..].Clear();
    }

    private static void Store(ReadOnlySpan<Vector<float>> energies, Span<float> destination, int stride, int count)
    {
        ReadOnlySpan<float> rows = MemoryMarshal.Cast<Vector<float>, float>(energies);
        for (int row = 0; row < energies.Length; row++)
        {
            if (count == Vector<float>.Count)
                energies[row].CopyTo(destination[(row * stride)..]);
            else
                rows.Slice(row * Vector<float>.Count, count).CopyTo(destination[(row * stride)..]);
        }
    }
}
