namespace Speech.Sdk.Inference;

/// <summary>How cuDNN's kernel for a convolution of some shape is found.</summary>
public enum ConvolutionSearch
{
    /// <summary>By cuDNN's estimate.</summary>
    Heuristic,

    /// <summary>By trying all of them the first time that a shape comes.</summary>
    Exhaustive,

    /// <summary>cuDNN's default kernel.</summary>
    Default,
}
