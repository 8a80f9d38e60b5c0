namespace Speech.Sdk.Inference.Providers;

/// <summary>Which providers suit a model's graphs, besides the processor, which suits all.</summary>
/// <param name="Model">The model's name and precision, for errors.</param>
/// <param name="Kernels">Those with kernels for the graphs' heavy operators.</param>
internal sealed record ModelFit(string Model, IReadOnlyCollection<ExecutionProvider> Kernels)
{
    /// <summary>Why Auto takes none of them all the same; null where it does.</summary>
    public string? OnlyWhenAsked { get; init; }
}
