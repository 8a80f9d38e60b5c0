namespace Speech.Sdk.Inference;

/// <summary>Where ONNX Runtime runs a model. Each has options of its own: <see cref="ProviderOptions"/>.</summary>
public enum ExecutionProvider
{
    /// <summary>The first of an order that works here and suits the model: <see cref="AutoOptions"/>.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU through CUDA.</summary>
    Cuda,

    /// <summary>Any DirectX 12 GPU on Windows through DirectML.</summary>
    DirectMl,

    /// <summary>Apple's GPU and neural engine through Core ML.</summary>
    CoreMl,

    /// <summary>An NVIDIA GPU through TensorRT, which builds an engine of the graph first; what it has no kernels for runs on CUDA.</summary>
    TensorRt,
}
