using Speech.Sdk.Inference;

namespace Speech.Sdk.Models;

/// <summary>How a recogniser's threads are shared out.</summary>
/// <param name="Count">Workers of a call.</param>
/// <param name="Threads">Threads of each worker's inferences; 0 for as many as there are physical cores.</param>
internal readonly record struct WorkerThreads(int Count, int Threads)
{
    /// <summary>As many workers as were asked for, but none without a thread; on a device one, which it keeps busy.</summary>
    public static WorkerThreads Of(RecognizerOptions options, ProviderOptions provider)
    {
        int threads = options.Threads > 0 ? options.Threads : PhysicalCores.Count;
        int workers = provider.Provider == ExecutionProvider.Cpu ? Math.Min(options.Workers ?? 1, threads) : 1;
        return workers == 1 ? One(options) : new WorkerThreads(workers, threads / workers);
    }

    /// <summary>All threads in one worker.</summary>
    public static WorkerThreads One(RecognizerOptions options) => new(1, options.Threads);
}
