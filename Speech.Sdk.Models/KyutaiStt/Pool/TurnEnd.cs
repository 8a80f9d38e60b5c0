using System.Threading.Tasks.Sources;

namespace Speech.Sdk.Models.KyutaiStt.Pool;

/// <summary>
/// The end of a stream's turn, for which its caller waits: each frame had its step, or one of them failed. Turn after turn it is the same
/// object, so that waiting allocates nothing.
/// </summary>
internal sealed class TurnEnd : IValueTaskSource, IDisposable
{
    private readonly object _gate = new();

    // Whoever waits goes on elsewhere than on the loop.
    private ManualResetValueTaskSourceCore<bool> _wait = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _token;
    private TaskCompletionSource? _settled;
    private bool _isUnderWay;
    private bool _isWaited;

    public void Begin()
    {
        lock (_gate)
        {
            _wait.Reset();
            _isUnderWay = _isWaited = true;
        }
    }

    /// <summary>Waits for the end of the turn that has begun; to be called, and awaited, once a turn.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        short version = _wait.Version;
        _token = cancellationToken;
        _cancellation = cancellationToken.UnsafeRegister(static end => ((TurnEnd)end!).Cancel(), this);
        return new ValueTask(this, version);
    }

    /// <summary>Waits for the turn even where its caller does no more; does not throw what became of it.</summary>
    public Task SettleAsync()
    {
        lock (_gate)
            return _isUnderWay ? (_settled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;
    }

    public void End(Exception? failure = null)
    {
        lock (_gate)
        {
            _isUnderWay = false;
            _settled?.TrySetResult();
            _settled = null;
            Tell(failure);
        }
    }

    /// <summary>Who waits is not told any more.</summary>
    public void Dispose() => _cancellation.Dispose();

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token)
    {
        // Behind this no cancellation of this turn comes into the next one.
        _cancellation.Dispose();
        _wait.GetResult(token);
    }

    private void Cancel()
    {
        lock (_gate)
            Tell(new OperationCanceledException(_token));
    }

    private void Tell(Exception? failure)
    {
        if (!_isWaited)
            return;
        _isWaited = false;
        if (failure is null)
            _wait.SetResult(true);
        else
            _wait.SetException(failure);
    }
}
