using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Speech.Sdk.Hosting;

/// <summary>A recogniser that is loaded with its first use, for all who wait for it; a loading that fails is tried again with the next use.</summary>
internal sealed class LoadedOnce(SpeechRecognizerSettings settings, ModelLoader load, ILogger logger) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<ISpeechRecognizer>? _loading;
    private bool _disposed;

    /// <summary>The recogniser; a caller who cancels leaves the loading to the others.</summary>
    /// <exception cref="ObjectDisposedException">The container is gone.</exception>
    public Task<ISpeechRecognizer> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(ISpeechRecognizer));
            if (_loading is null or { IsFaulted: true } or { IsCanceled: true })
                _loading = Task.Run(LoadAsync, CancellationToken.None);
            return _loading.IsCompleted ? _loading : _loading.WaitAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        Task<ISpeechRecognizer>? loading;
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            loading = _loading;
        }

        _stop.Cancel();
        _stop.Dispose();
        // What is still being loaded is let go of as soon as it is there.
        loading?.ContinueWith(Release, CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task<ISpeechRecognizer> LoadAsync()
    {
        CancellationToken stop;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(ISpeechRecognizer));
            stop = _stop.Token;
        }

        long start = Stopwatch.GetTimestamp();
        logger.Loading(settings.Model);
        try
        {
            ISpeechRecognizer recognizer = await load(settings.Model, settings.Recognizer, stop).ConfigureAwait(false);
            RecognizerInfo info = recognizer.Info;
            logger.Loaded(info.Model, info.Family, info.Precision, info.ExecutionProvider.ToString(), Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            return recognizer;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            logger.LoadFailed(error, settings.Model);
            throw;
        }
    }

    private void Release(Task<ISpeechRecognizer> loaded)
    {
        loaded.Result.Dispose();
        logger.Disposed(settings.Model);
    }
}
