namespace Speech.Sdk.Inference;

/// <summary>
/// Work that computes for long, on a thread of its own. The thread pool begins with a thread for each core, so a few such calls there would hold up everything else of a
/// program until they end: its timers, and with them the timeouts that are to cancel these very calls.
/// </summary>
internal static class OwnThread
{
    /// <param name="work">Runs once.</param>
    /// <param name="cancellationToken">Cancelled before the thread has begun, the work is not done; one that the work itself observes makes the task a cancelled one.</param>
    public static Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    /// <inheritdoc cref="Run{T}(Func{T}, CancellationToken)"/>
    public static Task Run(Action work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
