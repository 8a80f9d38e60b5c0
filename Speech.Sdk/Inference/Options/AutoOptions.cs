namespace Speech.Sdk.Inference;

/// <summary>The first provider of an order that works here and suits the model; the processor where none does.</summary>
public sealed record AutoOptions : ProviderOptions
{
    /// <summary>
    /// What to try, in this order. <value>null: on Windows CUDA and DirectML, on macOS Core ML, elsewhere CUDA.</value> The processor is always
    /// last, named or not. TensorRT is only tried where it is named: building its engines takes minutes.
    /// </summary>
    public IReadOnlyList<ProviderOptions>? Order { get; init; }

    /// <inheritdoc/>
    public override ExecutionProvider Provider => ExecutionProvider.Auto;

    internal override IEnumerable<string> Problems
    {
        get
        {
            foreach (ProviderOptions one in Order ?? [])
            {
                if (one is AutoOptions)
                    yield return "Order holds Auto itself; name the providers";
                foreach (string problem in one is AutoOptions ? [] : one.Problems)
                    yield return $"Order's {one.Provider}: {problem}";
            }
        }
    }
}
