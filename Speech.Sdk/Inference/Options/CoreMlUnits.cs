namespace Speech.Sdk.Inference;

/// <summary>What Core ML may run a model on.</summary>
public enum CoreMlUnits
{
    /// <summary>Whatever there is.</summary>
    All,

    /// <summary>The processor.</summary>
    CpuOnly,

    /// <summary>The processor and the GPU.</summary>
    CpuAndGpu,

    /// <summary>The processor and the neural engine.</summary>
    CpuAndNeuralEngine,
}
