using System.Buffers;

namespace Speech.Sdk.Audio;

/// <summary>
/// The bytes of a recording, read once and forward only, so that pipes work. What has been read can be looked at ahead of
/// time, and taken back as long as it fits into the first buffer.
/// </summary>
internal sealed class AudioInput : IDisposable
{
    public const int LookAhead = 1 << 16;

    private readonly Stream _stream;
    private readonly bool _ownsStream;
    private readonly CancellationToken _cancellation;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(2 * LookAhead);
    private int _start;
    private int _end;
    private bool _discarded;

    public AudioInput(Stream stream, string name, bool ownsStream, string? path = null, CancellationToken cancellation = default)
    {
        _stream = stream;
        _ownsStream = ownsStream;
        _cancellation = cancellation;
        Name = name;
        Path = path;
    }

    /// <summary>What errors call the recording.</summary>
    public string Name { get; }

    /// <summary>Where another program can read the recording, if it is a file.</summary>
    public string? Path { get; }

    public CancellationToken Cancellation => _cancellation;

    /// <summary>How many bytes have been taken.</summary>
    public long Position { get; private set; }

    /// <summary>How many bytes are still to come, if the stream can tell.</summary>
    public long? Remaining => _stream.CanSeek ? _stream.Length - _stream.Position + _end - _start : null;

    /// <summary>The next bytes without taking them: as many as asked for, at most <see cref="LookAhead"/>, or fewer at the end.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (_end - _start < count)
        {
            if (_end + LookAhead > _buffer.Length && _start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
                _discarded = true;
            }

            int read = ReadStream(_buffer.AsSpan(_end));
            if (read == 0)
                break;
            _end += read;
        }

        return _buffer.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Fills the destination, or what the end leaves of it; returns the number of bytes.</summary>
    public int Read(Span<byte> destination)
    {
        int done = Math.Min(destination.Length, _end - _start);
        _buffer.AsSpan(_start, done).CopyTo(destination);
        _start += done;
        while (done < destination.Length)
        {
            int read = ReadStream(destination[done..]);
            if (read == 0)
                break;
            (_start, _end) = (_buffer.Length, _buffer.Length);
            _discarded = true;
            done += read;
        }

        Position += done;
        return done;
    }

    /// <summary>Takes what is there, at least a byte unless the input has ended: for audio that is still being made.</summary>
    public int ReadSome(Span<byte> destination)
    {
        int count = Math.Min(destination.Length, _end - _start);
        if (count > 0)
        {
            _buffer.AsSpan(_start, count).CopyTo(destination);
            _start += count;
        }
        else
        {
            count = ReadStream(destination);
            (_start, _end) = (_buffer.Length, _buffer.Length);
            _discarded = true;
        }

        Position += count;
        return count;
    }

    /// <summary>Takes bytes that nobody wants; false if there are fewer.</summary>
    public bool Skip(long count)
    {
        while (count > 0)
        {
            int step = Peek((int)Math.Min(count, LookAhead)).Length;
            if (step == 0)
                return false;
            _start += step;
            Position += step;
            count -= step;
        }

        return true;
    }

    /// <summary>Takes everything back; false if the beginning is no longer in the buffer.</summary>
    public bool TryRewind()
    {
        if (_discarded)
            return false;
        _start = 0;
        Position = 0;
        return true;
    }

    /// <summary>Copies what is left to another stream.</summary>
    public void CopyTo(Stream destination)
    {
        for (ReadOnlySpan<byte> bytes = Peek(LookAhead); !bytes.IsEmpty; bytes = Peek(LookAhead))
        {
            destination.Write(bytes);
            Skip(bytes.Length);
        }
    }

    /// <summary>The error that this recording cannot be used, in one line.</summary>
    public AudioFormatException Error(string problem, Exception? cause = null) =>
        cause is null ? new AudioFormatException($"{Name}: {problem}") : new AudioFormatException($"{Name}: {problem}", cause);

    public void Dispose()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        if (_ownsStream)
            _stream.Dispose();
    }

    private int ReadStream(Span<byte> destination)
    {
        _cancellation.ThrowIfCancellationRequested();
        try
        {
            return _stream.Read(destination);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Error($"cannot be read after {Position} bytes ({cause.Message}); check the file or its connection.", cause);
        }
    }
}
