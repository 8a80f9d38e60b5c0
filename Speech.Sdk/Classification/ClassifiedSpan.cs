namespace Speech.Sdk;

/// <summary>A stretch of a long recording and what its window was classified as.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Labels">The labels, the likeliest first.</param>
public sealed record ClassifiedSpan(TimeSpan Start, TimeSpan End, IReadOnlyList<LabelProbability> Labels);
