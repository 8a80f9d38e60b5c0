namespace Speech.Sdk.Inference;

/// <summary>Where ONNX Runtime runs a model.</summary>
public enum ExecutionProvider
{
    /// <summary>The best provider that works on this machine: CUDA, DirectML, then the CPU.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU through CUDA.</summary>
    Cuda,

    /// <summary>Any DirectX 12 GPU on Windows through DirectML.</summary>
    DirectMl,
}
