namespace Speech.Sdk.Inference;

/// <summary>What a model runs on and how that was decided.</summary>
public sealed record ProviderReport
{
    /// <summary>What the caller asked for.</summary>
    public required ProviderOptions Asked { get; init; }

    /// <summary>The provider that runs the model, with its options.</summary>
    public required ProviderOptions Chosen { get; init; }

    /// <summary>The other providers, in the order in which they were considered, and why they were not taken; empty where the caller asked for one.</summary>
    public IReadOnlyList<ExecutionProviderStatus> PassedOver { get; init; } = [];

    /// <summary>Operators that another provider runs than the chosen one; empty on the processor.</summary>
    public IReadOnlyList<OperatorsElsewhere> Elsewhere { get; init; } = [];

    /// <summary>Why <see cref="Elsewhere"/> is not known; null where it is.</summary>
    public string? ElsewhereUnknown { get; init; }
}
