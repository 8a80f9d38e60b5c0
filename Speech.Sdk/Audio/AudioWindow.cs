using System.Buffers;

namespace Speech.Sdk.Audio;

/// <summary>
/// The part of a recording that is still needed, read on as it is asked for, so that a recording of any length takes the memory of
/// that part alone. Positions are samples from the recording's beginning. Not thread-safe.
/// </summary>
internal sealed class AudioWindow : IDisposable
{
    private const int BlockLength = 1 << 16;

    private readonly long? _length;

    // Of what is held, in order, all of them full but the last.
    private readonly List<float[]> _blocks = [];

    // Gone once it has been read to its end: the buffers of its decoder are as large as the recording, if that is short.
    private AudioReader? _reader;
    private IReadOnlyList<string> _warnings = [];
    private long _start;

    /// <param name="reader">The recording; disposed with this.</param>
    /// <param name="length">Its length, where it was read before.</param>
    public AudioWindow(AudioReader reader, long? length = null)
    {
        _reader = reader;
        _length = length;
    }

    /// <summary>The recording's length: certain once it has been read to its end, before that what its header says, or null.</summary>
    public long? Length => Ended ? End : _length ?? _reader?.Length;

    /// <summary>Whether the recording has been read to its end.</summary>
    public bool Ended => _reader is null;

    /// <summary>How far the recording has been read.</summary>
    public long End { get; private set; }

    /// <summary>Samples that there is memory for.</summary>
    public long Capacity => (long)_blocks.Count * BlockLength;

    /// <summary>What was mended while reading; complete once <see cref="Ended"/>.</summary>
    public IReadOnlyList<string> Warnings => _reader?.Warnings ?? _warnings;

    /// <summary>Reads until <paramref name="end"/> or the recording's end, whichever comes first; returns how far it got.</summary>
    /// <exception cref="AudioFormatException">The recording is broken.</exception>
    public long ReadTo(long end)
    {
        while (_reader is { } reader && End < end)
        {
            float[] block = ArrayPool<float>.Shared.Rent(BlockLength);
            int read = reader.Read(block.AsSpan(0, BlockLength));
            _blocks.Add(block);
            End += read;
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

    /// <summary>Samples that were read and not released, as they are held or, across blocks, copied together. Whoever asks for them disposes what comes, before this is disposed or more is released.</summary>
    public AudioSlice Slice(long start, int length)
    {
        if (start < _start || start + length > End)
            throw new ArgumentOutOfRangeException(nameof(start), start, $"Samples {_start} to {End} are held.");
        (int block, int at) = ((int)((start - _start) / BlockLength), (int)((start - _start) % BlockLength));
        if (length == 0)
            return default;
        if (at + length <= BlockLength)
            return new AudioSlice(_blocks[block].AsSpan(at, length));
        var joined = new AudioSlice(length);
        for (Span<float> rest = joined.Room; rest.Length > 0; block++, at = 0)
        {
            ReadOnlySpan<float> part = _blocks[block].AsSpan(at, Math.Min(rest.Length, BlockLength - at));
            part.CopyTo(rest);
            rest = rest[part.Length..];
        }

        return joined;
    }

    /// <summary>Lets go of what lies before a position.</summary>
    public void Release(long before)
    {
        int released = (int)Math.Clamp((Math.Min(before, End) - _start) / BlockLength, 0, _blocks.Count);
        foreach (float[] block in _blocks.Take(released))
            ArrayPool<float>.Shared.Return(block);
        _blocks.RemoveRange(0, released);
        _start += (long)released * BlockLength;
    }

    public void Dispose()
    {
        _reader?.Dispose();
        foreach (float[] block in _blocks)
            ArrayPool<float>.Shared.Return(block);
        _blocks.Clear();
    }

    private void Close(AudioReader reader)
    {
        _warnings = reader.Warnings;
        _reader = null;
        reader.Dispose();
    }
}
