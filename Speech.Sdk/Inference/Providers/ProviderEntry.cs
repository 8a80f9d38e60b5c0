namespace Speech.Sdk.Inference.Providers;

/// <summary>A provider as ONNX Runtime is told of it.</summary>
/// <param name="Provider">Which one.</param>
/// <param name="Settings">Its options by ONNX Runtime's names.</param>
internal sealed record ProviderEntry(ExecutionProvider Provider, IReadOnlyDictionary<string, string> Settings);
