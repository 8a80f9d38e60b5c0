namespace Speech.Cli.Live;

/// <summary>Ends when it is asked to, also while a read waits, which a read of standard input cannot be talked out of: it is left behind.</summary>
/// <param name="stream">The stream.</param>
/// <param name="breaksOff">Whether being asked is an <see cref="OperationCanceledException"/> rather than an end, for who wants to go on later.</param>
/// <param name="stop">Asks it to end.</param>
internal sealed class StoppableStream(Stream stream, bool breaksOff, CancellationToken stop) : Stream
{
    private byte[] _bytes = [];

    /// <summary>How long an end may come before being asked: a terminal sends Ctrl-C to a capture program as well, and that may be the first.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(0.5);

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
            return End();
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
            return End();
        }
        catch (AggregateException)
        {
            // What the stream threw is thrown below, as it was.
        }

        int count = read.GetAwaiter().GetResult();
        if (count == 0 && breaksOff && stop.WaitHandle.WaitOne(Patience))
            return End();
        _bytes.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    private int End() => breaksOff ? throw new OperationCanceledException(stop) : 0;

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
