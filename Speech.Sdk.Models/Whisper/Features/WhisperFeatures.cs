using System.Buffers;
using System.Numerics.Tensors;
using Speech.Sdk.Features;

namespace Speech.Sdk.Models.Whisper.Features;

/// <summary>
/// Whisper's log-mel spectrogram: centred frames with a periodic Hann window, power, Slaney mel filters, log10 of at least 1e-10,
/// at most 8 below the maximum, (x + 4) / 4. Serves both ways of the references: a window of its own (transformers: the clip
/// padded to 30 s) and a whole recording with 30 s of zeros after it, cut into windows later (openai-whisper).
/// Immutable and thread-safe; nothing is allocated for a call.
/// </summary>
internal sealed class WhisperFeatures
{
    private const float LeastEnergy = 1e-10f;
    private const float LeastLog = -10;
    private const float Range = 8;

    private readonly WhisperFeatureOptions _options;
    private readonly Framing _framing;
    private readonly MelSpectrogram _spectrogram;

    public WhisperFeatures(WhisperFeatureOptions options)
    {
        _options = options;
        _framing = Framing.Centred(options.FrameSize, options.Hop);
        _spectrogram = new MelSpectrogram(
            _framing, HannWindow.Periodic(options.FrameSize), SlaneyMel.Filters(options.Mels, options.FrameSize, options.SampleRate));
    }

    /// <summary>Mel bins: the rows of the features.</summary>
    public int Mels => _options.Mels;

    /// <summary>Samples a second that it expects.</summary>
    public int SampleRate => _options.SampleRate;

    /// <summary>Whether the waveform is scaled first, by its own mean and variance.</summary>
    public bool NormalizesWaveform => _options.NormalizeWaveform;

    /// <summary>Samples from one frame to the next.</summary>
    public int Hop => _options.Hop;

    /// <summary>Samples of the encoder's window: 480000, 30 s.</summary>
    public int WindowSamples => _options.WindowSeconds * _options.SampleRate;

    /// <summary>Frames of the encoder's window: 3000.</summary>
    public int WindowFrames => Frames(WindowSamples);

    /// <summary>Frames of <paramref name="length"/> samples.</summary>
    public int Frames(int length) => length / _options.Hop;

    /// <summary>
    /// Writes the log-mel spectrogram of <paramref name="samples"/>, cut or followed by zeros to <paramref name="length"/> samples,
    /// into <paramref name="destination"/>: row-major [mels, <see cref="Frames"/>(length)]. The maximum is that of all of it.
    /// transformers: length = <see cref="WindowSamples"/>; openai-whisper: length = samples.Length + <see cref="WindowSamples"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The length is not longer than half a frame, or the destination too small.</exception>
    public void Compute(ReadOnlySpan<float> samples, int length, Span<float> destination)
    {
        if (length <= _framing.Padding || length < Hop)
            throw new ArgumentOutOfRangeException(nameof(length), length, $"Expected at least {Math.Max(_framing.Padding + 1, Hop)} samples; pad the clip with zeros.");
        int frames = Frames(length);
        if (destination.Length < Mels * (long)frames)
            throw new ArgumentException($"Holds {destination.Length} values; {Mels} mel bins of {frames} frames need {Mels * (long)frames}.", nameof(destination));
        samples = samples[..Math.Min(samples.Length, length)];

        if (!_options.NormalizeWaveform)
        {
            ComputeLogMel(samples, length, frames, destination);
            return;
        }

        float[] scaled = ArrayPool<float>.Shared.Rent(samples.Length);
        WaveformScale.ZeroMeanUnitVariance(samples, scaled);
        ComputeLogMel(scaled.AsSpan(0, samples.Length), length, frames, destination);
        ArrayPool<float>.Shared.Return(scaled);
    }

    /// <summary>The greatest log10 energy of some frames of a recording, at least -10; see <see cref="ComputeSlice"/>.</summary>
    public float Greatest(ReadOnlySpan<float> samples, int length, int firstFrame, int frames)
    {
        float[] energies = ArrayPool<float>.Shared.Rent(Mels * frames);
        _spectrogram.Compute(samples, length, firstFrame, frames, energies, frames);
        float greatest = Math.Max(LeastEnergy, TensorPrimitives.Max<float>(energies.AsSpan(0, Mels * frames)));
        ArrayPool<float>.Shared.Return(energies);
        return MathF.Log10(greatest);
    }

    /// <summary>
    /// Writes a window of the log-mel spectrogram of a recording whose greatest log10 energy is known, row-major
    /// [mels, <see cref="WindowFrames"/>]: <paramref name="frames"/> frames and then zeros, as openai-whisper pads them.
    /// </summary>
    /// <param name="samples">The recording around the window: two frames' hop before it, unless it begins the recording.</param>
    /// <param name="length">Samples of the recording from the beginning of <paramref name="samples"/> on: what lies behind those given is zero.</param>
    /// <param name="firstFrame">The window's first frame, counted from the beginning of <paramref name="samples"/>.</param>
    /// <param name="frames">Frames of the window.</param>
    /// <param name="greatest">The recording's greatest log10 energy.</param>
    /// <param name="destination">Where the window goes.</param>
    public void ComputeSlice(ReadOnlySpan<float> samples, int length, int firstFrame, int frames, float greatest, Span<float> destination)
    {
        int stride = WindowFrames;
        _spectrogram.Compute(samples, length, firstFrame, frames, destination, stride);
        for (int mel = 0; mel < Mels; mel++)
        {
            Span<float> row = destination.Slice(mel * stride, stride);
            ToLogMel(row[..frames], greatest - Range);
            row[frames..].Clear();
        }
    }

    private void ComputeLogMel(ReadOnlySpan<float> samples, int length, int frames, Span<float> destination)
    {
        int audible = _framing.AudibleFrames(samples.Length, length, frames);
        _spectrogram.Compute(samples, length, 0, audible, destination, frames);

        // log10 keeps the order, so the maximum is found before it: one pass over the features instead of two.
        float greatest = LeastEnergy;
        for (int mel = 0; audible > 0 && mel < Mels; mel++)
            greatest = Math.Max(greatest, TensorPrimitives.Max(destination.Slice(mel * frames, audible)));
        float least = Math.Max(MathF.Log10(greatest) - Range, LeastLog);

        for (int mel = 0; mel < Mels; mel++)
        {
            Span<float> row = destination.Slice(mel * frames, frames);
            ToLogMel(row[..audible], least);
            row[audible..].Fill((least + 4) * 0.25f);
        }
    }

    private static void ToLogMel(Span<float> energies, float least)
    {
        TensorPrimitives.Max(energies, LeastEnergy, energies);
        TensorPrimitives.Log10(energies, energies);
        TensorPrimitives.Max(energies, least, energies);
        TensorPrimitives.Add(energies, 4, energies);
        TensorPrimitives.Multiply(energies, 0.25f, energies);
    }
}
