namespace Speech.Cli.Commands;

/// <summary>
/// A model that Ctrl-C always gets past, even while a read from standard input blocks: what does not stop within the grace
/// time is left to the process' end, and the model with it.
/// </summary>
internal sealed class ModelSession<TModel>(TModel model, TimeSpan grace) : IDisposable
    where TModel : IDisposable
{
    private Task _running = Task.CompletedTask;

    public async Task<T> RunAsync<T>(Func<TModel, Task<T>> call, CancellationToken cancellationToken)
    {
        Task<T> work = Task.Run(() => call(model), CancellationToken.None);
        _running = work;
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
        if (_running.IsCompleted)
            model.Dispose();
    }
}
