using System.Collections.Concurrent;

namespace Speech.Sdk.Inference.Providers;

/// <summary>
/// Remembers which providers worked, each with its options, so that only the first model of a process tries them. What did not work is tried anew: a library may have been installed meanwhile. Thread-safe.
/// </summary>
/// <param name="probe">Tries a provider.</param>
internal sealed class ProvenProviders(Func<ProviderOptions, ExecutionProviderStatus> probe)
{
    private readonly ConcurrentDictionary<ProviderOptions, ExecutionProviderStatus> _usable = new();

    public ExecutionProviderStatus Probe(ProviderOptions options)
    {
        if (_usable.TryGetValue(options, out ExecutionProviderStatus? known))
            return known;
        ExecutionProviderStatus status = probe(options);
        if (status.Usable)
            _usable[options] = status;
        return status;
    }
}
