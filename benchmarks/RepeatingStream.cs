namespace Speech.Sdk.Benchmarks;

/// <summary>Some bytes, over and over, up to a length; only they are held.</summary>
internal sealed class RepeatingStream(ReadOnlyMemory<byte> bytes, long length) : ForwardStream
{
    private long _position;

    public override int Read(Span<byte> buffer)
    {
        int at = (int)(_position % bytes.Length);
        int count = (int)Math.Min(Math.Min(buffer.Length, bytes.Length - at), length - _position);
        bytes.Span.Slice(at, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
