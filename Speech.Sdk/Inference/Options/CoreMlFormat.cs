namespace Speech.Sdk.Inference;

/// <summary>What Core ML is given.</summary>
public enum CoreMlFormat
{
    /// <summary>An ML program: more operators, half precision; macOS 12 and later.</summary>
    MlProgram,

    /// <summary>A neural network, the older format.</summary>
    NeuralNetwork,
}
