namespace Speech.Sdk.Evaluation.Normalization;

/// <summary>A normaliser that can be asked for by name.</summary>
/// <param name="Name">What to ask for.</param>
/// <param name="Description">What it does, in one line.</param>
public sealed record NormalizerChoice(string Name, string Description);
