using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Inference;

/// <summary>What a graph is loaded for.</summary>
/// <param name="Captures">Whether the same run comes again and again, so that it may be captured as a CUDA graph where the provider's options say so.</param>
/// <param name="Memory">Where what stays from run to run is kept; null for where the provider keeps it best.</param>
/// <param name="IsGated">Whether a run takes so much memory that not more of them go on at a time than the cores can serve (<see cref="RunGate"/>).</param>
/// <param name="IsFused">Whether our exporter wrote the graph as a processor is to run it, so that ONNX Runtime need not look for what could be fused or folded: that takes a quarter of a session's making.</param>
internal readonly record struct SessionUse(bool Captures = false, TensorMemory? Memory = null, bool IsGated = false, bool IsFused = false);
