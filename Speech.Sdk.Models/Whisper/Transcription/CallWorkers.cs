using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// The workers of a call, a thread each. One at a time deals with the call's recordings; while it computes with a window of its own, the others deal with them.
/// </summary>
/// <param name="count">How many.</param>
/// <param name="stop">Cancelled when one of them breaks, so that the others end.</param>
internal sealed class CallWorkers(int count, CancellationTokenSource stop)
{
    private readonly object _recordings = new();
    private ExceptionDispatchInfo? _failure;

    /// <summary>Whether none has broken.</summary>
    public bool MayGoOn => _failure is null;

    /// <summary>Runs a worker's whole work on each of the threads, of which the caller's is one, and waits for all of them.</summary>
    /// <param name="work">Asks <see cref="MayGoOn"/> between two steps. The first error ends the others and is thrown.</param>
    public void Run(Action work)
    {
        List<Task> others = [];
        RunOne(() =>
        {
            // They begin to deal with recordings when this one lets them.
            for (int other = 1; other < count; other++)
                others.Add(OwnThread.Run(() => RunOne(work), CancellationToken.None));
            work();
        });
        Task.WaitAll([.. others]);
        _failure?.Throw();
    }

    /// <summary>Waits until another worker has got further.</summary>
    public void WaitForOthers() => Monitor.Wait(_recordings);

    /// <summary>Wakes those who wait for it: something may be there to be done.</summary>
    public void WakeOthers() => Monitor.PulseAll(_recordings);

    /// <summary>Computes with what is this worker's alone, and lets the others deal with the recordings meanwhile.</summary>
    /// <param name="step">What to compute.</param>
    /// <param name="took">How long it took, without waiting for the others.</param>
    public T Compute<T>(Func<T> step, out TimeSpan took)
    {
        T result;
        long start = Stopwatch.GetTimestamp();
        Monitor.Exit(_recordings);
        try
        {
            result = step();
            took = Stopwatch.GetElapsedTime(start);
        }
        catch
        {
            // Not in a finally, which would run behind the filters of callers, and they look at the recordings.
            Monitor.Enter(_recordings);
            throw;
        }

        Monitor.Enter(_recordings);
        return result;
    }

    /// <inheritdoc cref="Compute{T}(Func{T}, out TimeSpan)"/>
    public void Compute(Action step, out TimeSpan took) => Compute(
        () =>
        {
            step();
            return 0;
        },
        out took);

    private void RunOne(Action work)
    {
        lock (_recordings)
        {
            try
            {
                work();
            }
#pragma warning disable CA1031 // Thrown where all have ended.
            catch (Exception failure)
            {
                Fail(failure);
            }
#pragma warning restore CA1031
            finally
            {
                WakeOthers();
            }
        }
    }

    // What the others break by, once they are told to end, is nobody's error.
    private void Fail(Exception failure)
    {
        if (_failure is not null)
            return;
        _failure = ExceptionDispatchInfo.Capture(failure);
        try
        {
            stop.Cancel();
        }
        catch (AggregateException)
        {
            // Somebody could not be told; the first error is what the caller needs to know.
        }
    }
}
