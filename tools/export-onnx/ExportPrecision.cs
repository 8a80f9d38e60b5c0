namespace Speech.Sdk.Export;

/// <summary>How weights are stored and multiplied.</summary>
public enum ExportPrecision
{
    /// <summary>32-bit floats: the reference, for CPUs. ONNX Runtime's CUDA provider lacks the decoder's attention in this precision.</summary>
    Fp32,

    /// <summary>16-bit floats for weights, activations and caches: for GPUs. On CPUs it runs, slower than 32-bit floats.</summary>
    Fp16,

    /// <summary>8-bit weights, 32-bit activations and caches: for CPUs.</summary>
    Int8,

    /// <summary>4-bit weights where that costs little (the decoder), 8-bit elsewhere: for CPUs.</summary>
    Int4,
}
