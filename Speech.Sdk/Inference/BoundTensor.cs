using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference;

/// <summary>What a graph's input or output is bound to. Two that are bound to one tensor are one in place.</summary>
/// <param name="Name">The input's or output's name.</param>
/// <param name="Tensor">The tensor.</param>
internal readonly record struct BoundTensor(string Name, OrtValue Tensor);
