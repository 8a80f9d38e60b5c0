using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Speech.Sdk.Inference;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Recordings.Results;

/// <summary>Results one by one as they come, while the call that makes them goes on.</summary>
internal sealed class ResultStream : ITranscriptSink
{
    private readonly Channel<RecordingResult> _results = Channel.CreateUnbounded<RecordingResult>();
    private readonly Dictionary<int, long> _begun = [];
    private readonly CancellationToken _cancellation;

    private ResultStream(CancellationToken cancellation) => _cancellation = cancellation;

    public void Begin(int index) => _begun[index] = Stopwatch.GetTimestamp();

    public void Add(int index, Transcript transcript) => Write(new RecordingResult { Index = index, Transcript = transcript });

    // What breaks in a call that was cancelled may break for that alone.
    public bool TryFail(int index, Exception error) =>
        !_cancellation.IsCancellationRequested && RecordingFailure.Is(error) && Write(new RecordingResult { Index = index, Error = error });

    /// <summary>Runs the call; a caller who stops asking for results cancels it.</summary>
    /// <param name="call">Puts its results into the sink.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async IAsyncEnumerable<RecordingResult> RunAsync(Action<ITranscriptSink, CancellationToken> call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ResultStream stream = new(stop.Token);
        Task work = OwnThread.Run(() => stream.Run(call), CancellationToken.None);
        try
        {
            await foreach (RecordingResult result in stream._results.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                yield return result;
            await work.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool Write(RecordingResult result)
    {
        _begun.Remove(result.Index, out long begun);
        return _results.Writer.TryWrite(result with { Elapsed = Stopwatch.GetElapsedTime(begun) });
    }

    private void Run(Action<ITranscriptSink, CancellationToken> call)
    {
        try
        {
            call(this, _cancellation);
        }
        catch (Exception error) when (RecordingFailure.Is(error))
        {
            _cancellation.ThrowIfCancellationRequested();
            throw;
        }
        finally
        {
            _results.Writer.Complete();
        }
    }
}
