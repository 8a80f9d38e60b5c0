namespace Speech.Sdk.Benchmarks;

/// <summary>Some bytes, over and over, up to a length; only they are held.</summary>
internal sealed class RepeatingStream(ReadOnlyMemory<byte> bytes, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int at = (int)(_position % bytes.Length);
        int count = (int)Math.Min(Math.Min(buffer.Length, bytes.Length - at), length - _position);
        bytes.Span.Slice(at, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
