using System.Collections.Concurrent;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Streaming;

/// <summary>
/// The thread that hears a stream block by block, or a recording part by part between waits, as long as it goes on: a thread a block would cost more than most blocks do, and the thread pool is the
/// program's own.
/// </summary>
internal sealed class SessionThread : TaskScheduler, IDisposable
{
    // What follows a step is the caller's, who may dispose this, and has another thread.
    private const TaskCreationOptions Options = TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler | TaskCreationOptions.RunContinuationsAsynchronously;

    private readonly BlockingCollection<Task> _blocks = [];
    private readonly Task _thread;

    public SessionThread() => _thread = OwnThread.Run(Work, CancellationToken.None);

    /// <summary>Runs a step behind those before it.</summary>
    public Task<T> Run<T>(Func<T> step, CancellationToken cancellationToken) => Task.Factory.StartNew(step, cancellationToken, Options, this);

    /// <inheritdoc cref="Run{T}(Func{T}, CancellationToken)"/>
    public Task Run(Action step, CancellationToken cancellationToken) => Task.Factory.StartNew(step, cancellationToken, Options, this);

    /// <summary>Waits for the step under way.</summary>
    public void Dispose()
    {
        _blocks.CompleteAdding();
        _thread.Wait();
        _blocks.Dispose();
    }

    protected override void QueueTask(Task task) => _blocks.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _blocks;

    private void Work()
    {
        foreach (Task block in _blocks.GetConsumingEnumerable())
            TryExecuteTask(block);
    }
}
