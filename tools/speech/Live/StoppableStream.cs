namespace Speech.Cli.Live;

/// <summary>Ends when it is asked to, also while a read waits, which a read of standard input cannot be talked out of: it is left behind.</summary>
internal sealed class StoppableStream(Stream stream, CancellationToken stop) : Stream
{
    private byte[] _bytes = [];

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
        if (stop.IsCancellationRequested)
            return 0;
        if (_bytes.Length < buffer.Length)
            _bytes = new byte[buffer.Length];
        int length = buffer.Length;
        Task<int> read = Task.Run(() => stream.Read(_bytes, 0, length), CancellationToken.None);
        try
        {
            read.Wait(stop);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (AggregateException)
        {
            // What the stream threw is thrown below, as it was.
        }

        int count = read.GetAwaiter().GetResult();
        _bytes.AsSpan(0, count).CopyTo(buffer);
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
