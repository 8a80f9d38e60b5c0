using System.Buffers;

namespace Speech.Sdk.Audio;

/// <summary>
/// The part of a recording that is still needed, read on as it is asked for, so that a recording of any length takes the memory of
/// that part alone. Positions are samples from the recording's beginning. Not thread-safe.
/// </summary>
internal sealed class AudioWindow : IDisposable
{
    private const int BlockLength = 1 << 16;

    private readonly int _sampleRate;
    private readonly long? _length;

    // Gone once it has been read to its end: the buffers of its decoder are as large as the recording, if that is short.
    private AudioReader? _reader;
    private IReadOnlyList<string> _warnings = [];
    private float[] _samples = [];
    private long _start;
    private long _neededFrom;
    private int _count;

    /// <param name="reader">The recording; disposed with this.</param>
    /// <param name="length">Its length, where it was read before.</param>
    public AudioWindow(AudioReader reader, long? length = null)
    {
        _reader = reader;
        _sampleRate = reader.SampleRate;
        _length = length;
    }

    /// <summary>The recording's length: certain once it has been read to its end, before that what its header says, or null.</summary>
    public long? Length => Ended ? End : _length ?? _reader?.Length;

    /// <summary>Whether the recording has been read to its end.</summary>
    public bool Ended => _reader is null;

    /// <summary>How far the recording has been read.</summary>
    public long End => _start + _count;

    /// <summary>Samples that there is memory for.</summary>
    public int Capacity => _samples.Length;

    /// <summary>What was mended while reading; complete once <see cref="Ended"/>.</summary>
    public IReadOnlyList<string> Warnings => _reader?.Warnings ?? _warnings;

    /// <summary>Reads until <paramref name="end"/> or the recording's end, whichever comes first; returns how far it got.</summary>
    /// <exception cref="AudioFormatException">The recording is broken.</exception>
    public long ReadTo(long end)
    {
        while (_reader is { } reader && End < end)
        {
            Reserve(BlockLength);
            int read = reader.Read(_samples.AsSpan(_count, BlockLength));
            _count += read;
            if (read < BlockLength)
                Close(reader);
        }

        return Math.Min(end, End);
    }

    /// <summary>From where on somebody works on it: what <see cref="Skip"/> must not let go. <value>The greatest number: nobody.</value></summary>
    public long HeldFrom { get; set; } = long.MaxValue;

    /// <summary>Reads on to a position; keeps what somebody works on and nothing else.</summary>
    /// <exception cref="AudioFormatException">The recording is broken.</exception>
    public void Skip(long position)
    {
        while (!Ended && End < position)
        {
            Release(Math.Min(HeldFrom, End));
            ReadTo(Math.Min(position, End + BlockLength));
        }
    }

    /// <summary>Reads on to the recording's end without keeping anything.</summary>
    /// <exception cref="AudioFormatException">The recording is broken.</exception>
    public void ReadToEnd()
    {
        while (!Ended)
        {
            Release(End);
            ReadTo(End + 1);
        }
    }

    /// <summary>Samples that were read and not released; valid until more is read or this is disposed.</summary>
    public ReadOnlySpan<float> Slice(long start, int length) => start < _start || start + length > End
        ? throw new ArgumentOutOfRangeException(nameof(start), start, $"Samples {_start} to {End} are held.")
        : _samples.AsSpan((int)(start - _start), length);

    /// <summary>Lets go of what lies before a position.</summary>
    public void Release(long before)
    {
        _neededFrom = Math.Max(_neededFrom, Math.Min(before, End));
        // Moving the rest at every call would cost more than the memory is worth.
        if (Released >= _samples.Length / 2 || Released == _count)
            MoveToFront();
    }

    public void Dispose()
    {
        _reader?.Dispose();
        PooledSamples.Replace(ref _samples, []);
    }

    private void Close(AudioReader reader)
    {
        _warnings = reader.Warnings;
        _reader = null;
        reader.Dispose();
    }

    private int Released => (int)Math.Clamp(_neededFrom - _start, 0, _count);

    private void MoveToFront()
    {
        int released = Released;
        _samples.AsSpan(released, _count - released).CopyTo(_samples);
        _start += released;
        _count -= released;
    }

    private void Reserve(int more)
    {
        if (_count + more <= _samples.Length)
            return;
        // Where much of it is free, there is no need of a larger one.
        if (Released >= _samples.Length / 8)
            MoveToFront();
        if (_count + more <= _samples.Length)
            return;
        float[] larger = ArrayPool<float>.Shared.Rent(Room(_count + (long)more));
        _samples.AsSpan(0, _count).CopyTo(larger);
        PooledSamples.Replace(ref _samples, larger);
    }

    private int Room(long needed) => needed <= Array.MaxLength
        ? (int)Math.Max(needed, Math.Min(2L * _samples.Length, Array.MaxLength))
        : throw new SpeechException($"{needed / _sampleRate / 3600} hours of sound would have to be held at once; transcribe the recording in parts, or with voice activity detection on.");
}
