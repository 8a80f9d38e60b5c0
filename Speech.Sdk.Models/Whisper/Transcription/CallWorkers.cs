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

    public int Count => count;

    /// <summary>Runs a worker's whole work on each of the threads, of which the caller's is one, and waits for all of them.</summary>
    /// <param name="work">Asks <see cref="MayGoOn"/> between two steps. The first error ends the others and is thrown.</param>
    public void Run(Action work)
    {
        Task[] others = [.. Enumerable.Range(1, count - 1).Select(_ => OwnThread.Run(() => RunOne(work), CancellationToken.None))];
        RunOne(work);
        Task.WaitAll(others);
        _failure?.Throw();
    }

    /// <summary>Whether no other has failed; throws nothing.</summary>
    public bool MayGoOn => _failure is null;

    /// <summary>Waits until another worker has got further.</summary>
    public void WaitForOthers() => Monitor.Wait(_recordings);

    /// <summary>Wakes those who wait for it: something may be there to be done.</summary>
    public void WakeOthers() => Monitor.PulseAll(_recordings);

    /// <summary>Computes with what is this worker's alone, and lets the others deal with the recordings meanwhile.</summary>
    public T Compute<T>(Func<T> step)
    {
        Monitor.Exit(_recordings);
        try
        {
            return step();
        }
        finally
        {
            Monitor.Enter(_recordings);
        }
    }

    /// <inheritdoc cref="Compute{T}(Func{T})"/>
    public void Compute(Action step) => Compute(() =>
    {
        step();
        return 0;
    });

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
#pragma warning restore CA1031
            {
                if (_failure is null)
                {
                    _failure = ExceptionDispatchInfo.Capture(failure);
                    stop.Cancel();
                }
            }
            finally
            {
                WakeOthers();
            }
        }
    }
}
