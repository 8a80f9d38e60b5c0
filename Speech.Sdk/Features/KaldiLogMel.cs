using System.Numerics;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Features;

/// <summary>
/// Log-mel energies as Kaldi and torchaudio.compliance.kaldi.fbank compute them of 16-bit samples: frames of 400 samples every 160
/// inside the signal, each freed of its mean, pre-emphasised, weighed with Povey's window and transformed over 512 points; power,
/// mel filters, natural logarithm of at least 2^-23. Works on <see cref="Vector{T}.Count"/> frames at once, one a lane.
/// Immutable and thread-safe.
/// </summary>
/// <remarks>
/// In double precision, as the reference: in single precision the rounding of loud bins drowns bins that are all but silent, such as those
/// above a telephone's band, and the logarithm shows that (up to 0.16).
/// </remarks>
internal sealed class KaldiLogMel
{
    private const int FftSize = 512;
    private const double Amplitude = 32768;
    private const double PreEmphasis = 0.97;
    private const double LeastEnergy = 1.192092955078125e-07;

    private readonly Framing _framing = new(FrameSize: 400, Hop: 160, Padding: 0);
    private readonly double[] _window;
    private readonly RealFft<double> _fft = new(FftSize);
    private readonly FilterBank _filters;

    public KaldiLogMel(int mels, int sampleRate)
    {
        _window = PoveyWindow.Symmetric(_framing.FrameSize);
        _filters = KaldiMel.Filters(mels, FftSize, sampleRate);
    }

    /// <summary>Mel bins of a frame.</summary>
    public int Mels => _filters.Count;

    /// <summary>Samples from one frame to the next.</summary>
    public int Hop => _framing.Hop;

    /// <summary>Frames that fit into so many samples.</summary>
    public long Frames(long samples) => samples < _framing.FrameSize ? 0 : 1 + ((samples - _framing.FrameSize) / Hop);

    /// <summary>Samples that so many frames see.</summary>
    public int Samples(int frames) => frames == 0 ? 0 : _framing.SegmentSize(frames);

    /// <summary>
    /// Writes the first <paramref name="frames"/> frames of <paramref name="samples"/>, which lie in [-1, 1], into
    /// <paramref name="destination"/>: row-major [frames, <see cref="Mels"/>].
    /// </summary>
    public void Compute(ReadOnlySpan<float> samples, int frames, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frames, Frames(samples.Length));
        int lanes = Vector<double>.Count;
        int segmentVectors = (_framing.SegmentSize(lanes) + Vector<float>.Count - 1) / Vector<float>.Count;
        using VectorScratch memory = new(segmentVectors + (2 * FftSize) + _fft.Bins + Mels);
        Span<float> segment = MemoryMarshal.Cast<Vector<float>, float>(memory.Take(segmentVectors));
        Span<Vector<double>> frame = Doubles(memory.Take(FftSize)), scratch = Doubles(memory.Take(FftSize));
        Span<Vector<double>> power = Doubles(memory.Take(_fft.Bins)), energies = Doubles(memory.Take(Mels));
        for (int first = 0; first < frames; first += lanes)
        {
            _framing.Load(samples, samples.Length, first, segment, frame);
            Shape(frame);
            _fft.PowerSpectrum(frame, scratch, power);
            _filters.Apply(power, energies);
            Store(energies, destination[(first * Mels)..], Math.Min(lanes, frames - first));
        }
    }

    private static Span<Vector<double>> Doubles(Span<Vector<float>> memory) => MemoryMarshal.Cast<Vector<float>, Vector<double>>(memory);

    // Scale, remove the mean, y[n] = x[n] - 0.97·x[n-1] with x[-1] = x[0], window, zeros behind.
    private void Shape(Span<Vector<double>> lanes)
    {
        Span<Vector<double>> frame = lanes[.._window.Length];
        Vector<double> sum = Vector<double>.Zero;
        foreach (Vector<double> sample in frame)
            sum += sample;
        Vector<double> mean = sum / frame.Length;
        Vector<double> previous = (frame[0] - mean) * Amplitude;
        for (int n = 0; n < frame.Length; n++)
        {
            Vector<double> sample = (frame[n] - mean) * Amplitude;
            frame[n] = (sample - (previous * PreEmphasis)) * _window[n];
            previous = sample;
        }

        lanes[_window.Length..].Clear();
    }

    private void Store(Span<Vector<double>> energies, Span<float> destination, int frames)
    {
        for (int mel = 0; mel < energies.Length; mel++)
            energies[mel] = Vector.Log(Vector.Max(energies[mel], new Vector<double>(LeastEnergy)));
        ReadOnlySpan<double> rows = MemoryMarshal.Cast<Vector<double>, double>(energies);
        for (int frame = 0; frame < frames; frame++)
        {
            Span<float> target = destination.Slice(frame * Mels, Mels);
            for (int mel = 0; mel < target.Length; mel++)
                target[mel] = (float)rows[(mel * Vector<double>.Count) + frame];
        }
    }
}
