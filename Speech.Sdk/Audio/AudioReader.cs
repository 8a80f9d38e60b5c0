using System.Buffers;
using System.Numerics.Tensors;
using Speech.Sdk.Audio.Resampling;

namespace Speech.Sdk.Audio;

/// <summary>
/// Reads a recording from its beginning to its end as mono float32 at one sample rate: channels are averaged, values beyond
/// +-1 are kept. Holds a block at a time. Not thread-safe.
/// </summary>
public sealed class AudioReader : IDisposable
{
    private readonly string _name;
    private readonly AudioDecoder _decoder;
    private readonly Resampler? _resampler;
    private readonly CancellationToken _cancellation;
    private float[] _mono = [];
    private float[] _resampled = [];
    private ReadOnlyMemory<float> _ready;
    private long _sourceFrames;
    private long _frames;
    private bool _ended;
    private bool _disposed;

    internal AudioReader(string name, AudioDecoder decoder, int sampleRate, CancellationToken cancellation)
    {
        _name = name;
        _decoder = decoder;
        _cancellation = cancellation;
        SampleRate = sampleRate;
        if (decoder.Format.SampleRate != sampleRate)
            _resampler = new Resampler(decoder.Format.SampleRate, sampleRate);
    }

    /// <summary>What the recording is stored as.</summary>
    public AudioFormat SourceFormat => _decoder.Format;

    /// <summary>Samples a second of what <see cref="Read"/> gives.</summary>
    public int SampleRate { get; }

    /// <summary>What was mended while reading, such as a cut-off end; complete once <see cref="Read"/> has returned 0.</summary>
    public IReadOnlyList<string> Warnings => _decoder.Warnings;

    /// <summary>How many samples there will be, if that is certain beforehand.</summary>
    internal long? Length => _decoder.Frames is not long frames ? null
        : _resampler is null ? frames : Resampler.OutputLength(frames, SourceFormat.SampleRate, SampleRate);

    /// <summary>Fills the destination with the next samples; returns fewer only at the end, and 0 after it.</summary>
    /// <exception cref="AudioFormatException">The data is broken, holds samples that are not numbers, or no sample at all.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public int Read(Span<float> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int done = 0;
        while (done < destination.Length)
        {
            if (_ready.IsEmpty && !Refill())
                break;
            int count = Math.Min(_ready.Length, destination.Length - done);
            _ready.Span[..count].CopyTo(destination[done..]);
            _ready = _ready[count..];
            done += count;
        }

        return done;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _decoder.Dispose();
        _ready = default;
        PooledSamples.Replace(ref _mono, []);
        PooledSamples.Replace(ref _resampled, []);
    }

    private bool Refill()
    {
        while (!_ended)
        {
            _cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<float> block = _decoder.ReadBlock();
            _ended = block.IsEmpty;
            int count = Convert(block);
            _frames += count;
            if (count > 0)
                return true;
        }

        return _frames > 0 ? false : throw new AudioFormatException(
            $"{_name}: holds no audio ({SourceFormat.Codec}, {_sourceFrames} samples at {SourceFormat.SampleRate} Hz); give a recording that is not empty.");
    }

    private int Convert(ReadOnlySpan<float> block)
    {
        int frames = block.Length / SourceFormat.Channels;
        Reserve(ref _mono, frames);
        if (!block.IsEmpty && !TensorPrimitives.IsFiniteAll(block))
            throw NotNumbers(block);
        DownMix.Mean(block, SourceFormat.Channels, _mono);
        _sourceFrames += frames;
        if (_resampler is null)
        {
            _ready = _mono.AsMemory(0, frames);
            return frames;
        }

        Reserve(ref _resampled, _resampler.MaxOutput(frames));
        int count = _ended ? _resampler.Flush(_resampled) : _resampler.Process(_mono.AsSpan(0, frames), _resampled);
        _ready = _resampled.AsMemory(0, count);
        return count;
    }

    private AudioFormatException NotNumbers(ReadOnlySpan<float> block)
    {
        int first = 0;
        while (float.IsFinite(block[first]))
            first++;
        long frame = _sourceFrames + (first / SourceFormat.Channels);
        double seconds = (double)frame / SourceFormat.SampleRate;
        return new AudioFormatException(FormattableString.Invariant(
            $"{_name}: holds samples that are not numbers ({block[first]} at frame {frame}, {seconds:0.000} s); export the recording again."));
    }

    private static void Reserve(ref float[] buffer, int length)
    {
        if (buffer.Length < length)
            PooledSamples.Replace(ref buffer, ArrayPool<float>.Shared.Rent(length));
    }
}
