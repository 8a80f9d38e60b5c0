using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Inference;

/// <summary>Keeps native resources until their owner has let go and the last call has left, so that neither can pull them from under the other.</summary>
internal sealed class SharedUse(IDisposable resource)
{
    // The owner's use and those of the running calls; at 0 the resource is gone.
    private int _uses = 1;
    private int _ended;

    public bool IsOver => Volatile.Read(ref _ended) != 0;

    /// <summary>Whether the resource may be used; every true is followed by one <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        int uses;
        do
        {
            uses = Volatile.Read(ref _uses);
            if (uses == 0 || IsOver)
                return false;
        }
        while (Interlocked.CompareExchange(ref _uses, uses + 1, uses) != uses);
        return true;
    }

    /// <summary>Runs a call during which the resource stays.</summary>
    /// <param name="owner">What an error names that was disposed before.</param>
    /// <param name="call">What is to be done.</param>
    /// <exception cref="ObjectDisposedException">The owner has let go.</exception>
    public T Run<T>(object owner, Func<T> call)
    {
        ObjectDisposedException.ThrowIf(!TryEnter(), owner);
        try
        {
            return call();
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc cref="Run{T}(object, Func{T})"/>
    public void Run(object owner, Action call) => Run(owner, () =>
    {
        call();
        return 0;
    });

    public void Leave()
    {
        if (Interlocked.Decrement(ref _uses) != 0)
            return;
        resource.Dispose();
        SharedArena.GiveBack();
    }

    /// <summary>The owner lets go; calling it again does nothing.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
            Leave();
    }
}
