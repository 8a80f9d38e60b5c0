using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation;

/// <summary>A clip's result with its errors.</summary>
/// <param name="Result">What the run made of the clip.</param>
/// <param name="Words">The normalised texts, word by word.</param>
/// <param name="Characters">Errors in characters of the normalised texts.</param>
/// <param name="Counted">Whether it is part of the sums: clips that failed are only if that was asked for, as deletions.</param>
public sealed record ScoredClip(ClipResult Result, TextAlignment Words, ErrorCounts Characters, bool Counted);
