namespace Speech.Sdk;

/// <summary>What a checkpoint's weights are stored in once it is converted.</summary>
#pragma warning disable CA1720 // Int8 and Int4 are what the precisions are called.
public enum ModelPrecision
{
    /// <summary>32-bit floats: the reference.</summary>
    Fp32,

    /// <summary>16-bit floats: for GPUs.</summary>
    Fp16,

    /// <summary>8-bit weights: for CPUs.</summary>
    Int8,

    /// <summary>4-bit weights in decoders, 8-bit ones elsewhere: the smallest.</summary>
    Int4,
}
#pragma warning restore CA1720
