namespace Speech.Sdk.Inference;

/// <summary>An NVIDIA GPU through TensorRT. Engines are built while a model loads and where a shape lies outside all built for, which takes minutes; keep them by <see cref="CacheFolder"/>.</summary>
public sealed record TensorRtOptions : ProviderOptions
{
    /// <summary>Whether engines may compute in halves what the graph has in 32-bit floats. <value>false.</value></summary>
    public bool Fp16 { get; init; }

    /// <summary>Whether engines may compute in bfloat16 what the graph has in 32-bit floats. <value>false.</value></summary>
    public bool Bf16 { get; init; }

    /// <summary>A folder for engines and timings, good for this GPU and this version of TensorRT. <value>null: none are kept.</value></summary>
    public string? CacheFolder { get; init; }

    /// <summary>The most bytes that building an engine takes. <value>null: TensorRT's own limit.</value></summary>
    public long? MaxWorkspace { get; init; }

    /// <summary>How long the best kernels are searched for, 0 to 5. <value>null: TensorRT's own level, 3.</value></summary>
    public int? OptimizationLevel { get; init; }

    /// <summary>The shapes that engines are built for, one for each input whose shape is free; either all inputs or none. <value>Empty: by the shapes that come.</value></summary>
    public IReadOnlyList<ShapeProfile> Profiles { get; init; } = [];

    /// <summary>Which GPU, and how what TensorRT has no kernels for runs on it.</summary>
    public CudaOptions Cuda { get; init; } = new();

    /// <inheritdoc/>
    public override ExecutionProvider Provider => ExecutionProvider.TensorRt;

    internal override IEnumerable<string> Problems
    {
        get
        {
            if (CacheFolder is not null && string.IsNullOrWhiteSpace(CacheFolder))
                yield return "CacheFolder is blank; expected a folder, or null for none";
            if (MaxWorkspace is <= 0)
                yield return $"MaxWorkspace is {MaxWorkspace} bytes; expected more than 0, or null";
            if (OptimizationLevel is < 0 or > 5)
                yield return $"OptimizationLevel is {OptimizationLevel}; expected 0 to 5, or null for 3";
            if (Cuda.CudaGraph)
                yield return "Cuda.CudaGraph is set; captured steps are for CUDA alone";
            foreach (string problem in Profiles.SelectMany(profile => profile.Problems).Concat(Cuda.Problems.Select(problem => $"Cuda.{problem}")))
                yield return problem;
        }
    }
}
