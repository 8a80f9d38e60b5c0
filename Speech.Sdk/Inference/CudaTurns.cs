namespace Speech.Sdk.Inference;

/// <summary>
/// Who may call CUDA. While a run is captured as a graph, a call of any other thread of the process may spoil the capture (CUDA C++ programming guide, "Stream capture",
/// cudaStreamCaptureModeGlobal), so runs of sessions that capture go alone and everything else goes side by side. A thread takes one turn at a time.
/// </summary>
internal sealed class CudaTurns : IDisposable
{
    // How soon a cancelled caller stops waiting.
    private const int WaitMilliseconds = 50;

    private readonly ReaderWriterLockSlim _turns = new();

    /// <summary>Those of the process, whose GPUs are one and the same to all sessions.</summary>
    public static CudaTurns Process { get; } = new();

    /// <summary>A turn beside others; disposing it, on the same thread, ends it.</summary>
    public Turn Beside()
    {
        _turns.EnterReadLock();
        return new Turn(_turns);
    }

    /// <summary>A turn beside others for what calls a provider; none where that does not call CUDA.</summary>
    public Turn BesideOn(ExecutionProvider provider) => provider is ExecutionProvider.Cuda or ExecutionProvider.TensorRt ? Beside() : default;

    /// <summary>A turn that nobody else has one beside.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled while waiting.</exception>
    public Turn Alone(CancellationToken cancellationToken)
    {
        do
            cancellationToken.ThrowIfCancellationRequested();
        while (!_turns.TryEnterWriteLock(WaitMilliseconds));
        return new Turn(_turns);
    }

    public void Dispose() => _turns.Dispose();

    internal readonly struct Turn(ReaderWriterLockSlim? turns) : IDisposable
    {
        public void Dispose()
        {
            if (turns is { IsWriteLockHeld: true })
                turns.ExitWriteLock();
            else
                turns?.ExitReadLock();
        }
    }
}
