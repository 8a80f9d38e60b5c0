namespace Speech.Sdk.Benchmarks.KyutaiModels;

/// <summary>A saved row as it begins, at some position and with keys and values of zero: a stream whose window is full, without its steps.</summary>
internal sealed class FilledState : Stream
{
    private readonly byte[] _start;
    private long _read;

    /// <param name="saved">What a row of the same model that has done nothing was saved as.</param>
    /// <param name="positionAt">Where in it the position is.</param>
    /// <param name="position">The position to give it.</param>
    public FilledState(byte[] saved, int positionAt, long position)
    {
        _start = saved;
        BitConverter.TryWriteBytes(_start.AsSpan(positionAt), position);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Span<byte> target = buffer.AsSpan(offset, count);
        target.Clear();
        if (_read < _start.Length)
            _start.AsSpan((int)_read, (int)Math.Min(count, _start.Length - _read)).CopyTo(target);
        _read += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
