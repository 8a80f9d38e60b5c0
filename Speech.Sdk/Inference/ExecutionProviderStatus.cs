namespace Speech.Sdk.Inference;

/// <summary>Whether an execution provider can be used on this machine.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Usable">Whether a session can be made with it.</param>
/// <param name="Reason">What is known of it where it is usable, otherwise what is missing and what to do.</param>
public sealed record ExecutionProviderStatus(ExecutionProvider Provider, bool Usable, string Reason);
