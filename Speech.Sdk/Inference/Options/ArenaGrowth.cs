namespace Speech.Sdk.Inference;

/// <summary>By how much an arena of GPU memory grows.</summary>
public enum ArenaGrowth
{
    /// <summary>To the next power of two: few allocations, up to twice the memory.</summary>
    NextPowerOfTwo,

    /// <summary>By what is asked for: the least memory, more allocations.</summary>
    SameAsRequested,
}
