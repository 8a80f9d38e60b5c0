namespace Speech.Sdk.Inference;

/// <summary>An NVIDIA GPU through CUDA.</summary>
public sealed record CudaOptions : ProviderOptions
{
    /// <summary>Which GPU, as CUDA numbers them. <value>0.</value></summary>
    public int DeviceId { get; init; }

    /// <summary>The most bytes that each graph's arena takes on the GPU, weights and caches included; with <see cref="CudaGraph"/> a decoder's caches lie outside. <value>null: all there are.</value></summary>
    public long? MemoryLimit { get; init; }

    /// <summary>How an arena grows. <value>NextPowerOfTwo.</value></summary>
    public ArenaGrowth ArenaGrowth { get; init; } = ArenaGrowth.NextPowerOfTwo;

    /// <summary>
    /// Whether a decoder's steps are captured as CUDA graphs and replayed, which spares the launch of every kernel. <value>false.</value>
    /// Needs every operator of the decoder on the GPU; loading says so where one is not. While such a decoder runs, nothing else of the process runs on CUDA.
    /// </summary>
    public bool CudaGraph { get; init; }

    /// <summary>Whether products of 32-bit floats may round their factors to 10 bits (TF32). <value>false: full precision stays full precision.</value></summary>
    public bool UseTf32 { get; init; }

    /// <summary>How cuDNN's kernels for convolutions are found. <value>Heuristic: audio has many lengths, and a search for each costs more than it saves.</value></summary>
    public ConvolutionSearch ConvolutionSearch { get; init; } = ConvolutionSearch.Heuristic;

    /// <summary>Whether a decoder's keys and values stay in the GPU's memory from step to step. <value>true.</value> False copies them at every step; for comparison.</summary>
    public bool CachesOnDevice { get; init; } = true;

    /// <inheritdoc/>
    public override ExecutionProvider Provider => ExecutionProvider.Cuda;

    internal override IEnumerable<string> Problems
    {
        get
        {
            if (DeviceId < 0)
                yield return $"DeviceId is {DeviceId}; expected 0 or more";
            if (MemoryLimit is <= 0)
                yield return $"MemoryLimit is {MemoryLimit} bytes; expected more than 0, or null for all there are";
            if (!Enum.IsDefined(ArenaGrowth))
                yield return $"ArenaGrowth is {ArenaGrowth}; expected one of {string.Join(", ", Enum.GetNames<ArenaGrowth>())}";
            if (!Enum.IsDefined(ConvolutionSearch))
                yield return $"ConvolutionSearch is {ConvolutionSearch}; expected one of {string.Join(", ", Enum.GetNames<ConvolutionSearch>())}";
            if (CudaGraph && !CachesOnDevice)
                yield return "CudaGraph needs CachesOnDevice: what a captured step reads and writes must stay where it is";
        }
    }
}
