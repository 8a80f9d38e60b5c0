namespace Speech.Cli.Commands;

/// <summary>
/// A model that Ctrl-C always gets past, even while a read from standard input blocks: what does not stop within the grace
/// time is left to the process' end, and the model with it.
/// </summary>
internal sealed class ModelSession<TModel>(TModel model, TimeSpan grace) : IDisposable
    where TModel : IDisposable
{
    private int _running;

    public async Task<T> RunAsync<T>(Func<TModel, Task<T>> call, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _running);
        Task<T> work = Task.Run(() => CallAsync(call), CancellationToken.None);
        try
        {
            return await work.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(grace, CancellationToken.None)).ConfigureAwait(false);
            throw;
        }
    }

    public void Dispose()
    {
        if (Volatile.Read(ref _running) == 0)
            model.Dispose();
    }

    private async Task<T> CallAsync<T>(Func<TModel, Task<T>> call)
    {
        try
        {
            return await call(model).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
