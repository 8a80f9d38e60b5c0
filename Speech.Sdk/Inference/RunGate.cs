namespace Speech.Sdk.Inference;

/// <summary>
/// Lets only so many runs of a session go on at a time, for graphs whose runs take much memory: more of them than the cores can serve are no quicker, and each holds what it
/// computes with. Callers wait in no particular order.
/// </summary>
/// <param name="most">Runs at a time.</param>
internal sealed class RunGate(int most) : IDisposable
{
    private readonly SemaphoreSlim _places = new(most);

    /// <summary>How many are worth it, where each has so many threads: two, so that one computes while another is between runs, or more where there are cores for them.</summary>
    public static int MostFor(int threads) => Math.Max(2, PhysicalCores.Count / Math.Max(1, threads > 0 ? threads : PhysicalCores.Count));

    /// <summary>How many a session lets in; null for any number. DirectML takes one call at a time ("Configuration options" of ONNX Runtime's page on that provider).</summary>
    public static int? MostFor(ExecutionProvider provider, int threads, bool takesMuchMemory) =>
        provider == ExecutionProvider.DirectMl ? 1 : takesMuchMemory ? MostFor(threads) : null;

    /// <summary>Waits for a place; disposing what it returns leaves it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled while waiting.</exception>
    public Place Enter(CancellationToken cancellationToken)
    {
        _places.Wait(cancellationToken);
        return new Place(_places);
    }

    public void Dispose() => _places.Dispose();

    internal readonly struct Place(SemaphoreSlim? places) : IDisposable
    {
        public void Dispose() => places?.Release();
    }
}
