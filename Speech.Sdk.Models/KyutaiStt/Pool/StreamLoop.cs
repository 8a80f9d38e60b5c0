namespace Speech.Sdk.Models.KyutaiStt.Pool;

/// <summary>The thread that runs a pool's steps: there while there are streams, asleep while none of them has a frame.</summary>
internal sealed class StreamLoop(StreamSteps steps) : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<Change> _changes = new();
    private Thread? _thread;

    /// <summary>Gives a stream its turn.</summary>
    /// <exception cref="SpeechException">The stream failed before.</exception>
    public void Begin(PooledStream stream, Turn turn)
    {
        lock (_gate)
        {
            if (stream.Failure is { } failure)
                throw new SpeechException($"The stream cannot go on: {failure.Message}", failure);
            if (stream.IsReady)
                throw new InvalidOperationException("The stream's turn before has not ended.");
            stream.Begin(turn);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Does something to the streams' rows between two steps, in the order of calls.</summary>
    public Task BetweenStepsAsync(Action action)
    {
        Change change = new(action);
        lock (_gate)
        {
            _changes.Enqueue(change);
            Monitor.Pulse(_gate);
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "kyutai-stt steps" };
                _thread.Start();
            }
        }

        return change.Done.Task;
    }

    /// <summary>Waits for the thread to end, which it does when the last stream has left.</summary>
    public void Dispose()
    {
        Thread? last;
        lock (_gate)
            last = _thread;
        last?.Join();
    }

    private void Run()
    {
        while (Next())
            steps.Run();
    }

    /// <summary>Waits for something to step over; false when nobody is left.</summary>
    private bool Next()
    {
        while (true)
        {
            Change? change;
            lock (_gate)
            {
                while (!_changes.TryDequeue(out change))
                {
                    if (steps.Count == 0)
                    {
                        _thread = null;
                        return false;
                    }

                    if (steps.AnyReady)
                    {
                        steps.Choose();
                        return true;
                    }

                    Monitor.Wait(_gate);
                }
            }

            change.Run();
        }
    }

    private sealed record Change(Action Action)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Run()
        {
            try
            {
                Action();
                Done.TrySetResult();
            }
#pragma warning disable CA1031 // Whoever asked for the change is to hear of it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Done.TrySetException(failure);
            }
        }
    }
}
