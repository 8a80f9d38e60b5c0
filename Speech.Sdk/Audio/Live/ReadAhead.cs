using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Audio.Live;

/// <summary>
/// Takes live audio as it arrives, also while a model computes. Up to a minute is held for the reader; then the source has to
/// wait, and nothing is lost here. One reader.
/// </summary>
internal sealed class ReadAhead : IAsyncDisposable
{
    /// <summary>How much audio is held for the reader.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // A source that ignores its token is not waited for.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly int _sampleRate;
    private readonly TimeProvider _time;
    private readonly Pipe _pipe;
    private readonly CancellationTokenSource _stop;
    private readonly Task _reading;
    private ExceptionDispatchInfo? _failure;
    private long _firstArrival = -1;
    private long _arrived;
    private long _taken;

    public ReadAhead(LiveAudio audio, int sampleRate, TimeProvider time, CancellationToken cancellationToken)
    {
        _sampleRate = sampleRate;
        _time = time;
        long limit = (long)(Longest.TotalSeconds * sampleRate) * sizeof(float);
        _pipe = new Pipe(new PipeOptions(pauseWriterThreshold: limit, resumeWriterThreshold: limit / 2, minimumSegmentSize: 1 << 15, useSynchronizationContext: false));
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        IAsyncEnumerable<ReadOnlyMemory<float>> chunks = audio.ReadAsync(sampleRate, _stop.Token);
        _reading = Task.Run(() => ReadAsync(chunks), CancellationToken.None);
    }

    /// <summary>
    /// How far the reader is behind what is being said: audio that waits, as far as the clock says that it was due. A source that
    /// delivers faster than it was spoken does not count.
    /// </summary>
    public TimeSpan Behind
    {
        get
        {
            long first = Volatile.Read(ref _firstArrival);
            if (first < 0)
                return TimeSpan.Zero;
            TimeSpan due = _time.GetElapsedTime(first) - Time(_taken);
            TimeSpan waiting = Time(Volatile.Read(ref _arrived) - _taken);
            return due <= TimeSpan.Zero ? TimeSpan.Zero : due < waiting ? due : waiting;
        }
    }

    /// <summary>Waits for audio and takes what is there, at most as much as the destination holds; 0 once it has ended.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAsync(Memory<float> destination, CancellationToken cancellationToken)
    {
        ReadResult result = await _pipe.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        int count = (int)Math.Min(result.Buffer.Length / sizeof(float), destination.Length);
        ReadOnlySequence<byte> taken = result.Buffer.Slice(0, count * sizeof(float));
        taken.CopyTo(MemoryMarshal.AsBytes(destination.Span));
        _pipe.Reader.AdvanceTo(taken.End);
        _taken += count;
        return count;
    }

    /// <summary>What the source threw; null where it goes on or has ended by itself.</summary>
    public Exception? Failure => _failure?.SourceException;

    /// <summary>Throws what the source threw, after all that came before it has been read.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        // A source that waits for room is let go.
        await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
        await Task.WhenAny(_reading, Task.Delay(Grace)).ConfigureAwait(false);
        if (_reading.IsCompleted)
            _stop.Dispose();
    }

    private async Task ReadAsync(IAsyncEnumerable<ReadOnlyMemory<float>> chunks)
    {
        try
        {
            await foreach (ReadOnlyMemory<float> chunk in chunks.ConfigureAwait(false))
            {
                Interlocked.CompareExchange(ref _firstArrival, _time.GetTimestamp(), -1);
                Interlocked.Add(ref _arrived, chunk.Length);
                FlushResult flushed = await WriteAsync(chunk).ConfigureAwait(false);
                if (flushed.IsCompleted)
                    break;
            }
        }
#pragma warning disable CA1031 // Whatever the source throws is the reader's to hear.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }

        await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
    }

    private ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<float> chunk)
    {
        _pipe.Writer.Write(MemoryMarshal.AsBytes(chunk.Span));
        return _pipe.Writer.FlushAsync(_stop.Token);
    }

    private TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / _sampleRate);
}
