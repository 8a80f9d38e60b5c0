namespace Speech.Sdk.Tests.Export.Gpus;

/// <summary>
/// What ONNX Runtime's DirectML provider has kernels for, of what our exporters use: its table (OperatorRegistration.cpp) has each operator of the standard domain by the
/// opset that it last changed in, and those of com.microsoft.
/// </summary>
internal static class DirectMlOperators
{
    /// <summary>The newest opset of the standard domain that the provider is documented for.</summary>
    public const int NewestOpset = 20;

    /// <summary>The standard domain.</summary>
    public static IReadOnlySet<string> Standard { get; } = new HashSet<string>
    {
        "Abs", "Add", "And", "ArgMax", "Cast", "Ceil", "Clip", "Concat", "ConstantOfShape", "Conv", "Cos", "CumSum", "Div", "Equal", "Erf", "Exp", "Expand", "Flatten", "Floor", "Gather",
        "GatherElements", "GatherND", "Gemm", "Greater", "GreaterOrEqual", "Identity", "InstanceNormalization", "LayerNormalization", "Less", "LessOrEqual", "Log", "LogSoftmax", "MatMul",
        "Max", "Min", "Mod", "Mul", "Neg", "Not", "Or", "Pad", "Pow", "Range", "Reciprocal", "ReduceMax", "ReduceMean", "ReduceMin", "ReduceSum", "ReduceLogSumExp", "ReduceSumSquare", "ReduceL2", "Relu", "Reshape", "ScatterElements",
        "ScatterND", "Shape", "Sigmoid", "SimplifiedLayerNormalization", "Sin", "Slice", "Softmax", "Split", "Sqrt", "Squeeze", "Sub", "Sum", "Tanh", "Tile", "TopK", "Transpose", "Trilu", "Unsqueeze", "Where",
    };

    /// <summary>The domain com.microsoft.</summary>
    public static IReadOnlySet<string> Microsoft { get; } = new HashSet<string>
    {
        "BiasGelu", "FastGelu", "FusedMatMul", "Gelu", "GroupQueryAttention", "MatMulNBits", "MultiHeadAttention", "QuickGelu", "RotaryEmbedding", "SkipLayerNormalization",
        "SkipSimplifiedLayerNormalization",
    };
}
