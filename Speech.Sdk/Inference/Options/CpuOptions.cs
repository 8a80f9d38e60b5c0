namespace Speech.Sdk.Inference;

/// <summary>The processor. Threads are an option of the recogniser.</summary>
public sealed record CpuOptions : ProviderOptions
{
    /// <summary>Whether ONNX Runtime keeps the memory of one run for the next, for all models on the processor together, until one is disposed. <value>true.</value> Without it a run is slower and the
    /// process smaller between runs.</summary>
    public bool UseArena { get; init; } = true;

    /// <inheritdoc/>
    public override ExecutionProvider Provider => ExecutionProvider.Cpu;
}
