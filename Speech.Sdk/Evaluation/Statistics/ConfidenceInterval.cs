namespace Speech.Sdk.Evaluation.Statistics;

/// <summary>Where a rate lies for other clips of the same kind.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Level">With which probability, for example 0.95.</param>
public readonly record struct ConfidenceInterval(double Low, double High, double Level);
