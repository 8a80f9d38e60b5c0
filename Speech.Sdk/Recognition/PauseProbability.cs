namespace Speech.Sdk;

/// <summary>How probable a pause is.</summary>
/// <param name="Horizon">The length of pause that the model was trained to tell.</param>
/// <param name="Probability">0 to 1.</param>
public readonly record struct PauseProbability(TimeSpan Horizon, double Probability);
