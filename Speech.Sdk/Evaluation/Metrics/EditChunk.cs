namespace Speech.Sdk.Evaluation.Metrics;

/// <summary>A run of equal edits. Ends are exclusive; a deletion has an empty stretch of the hypothesis, an insertion of the reference.</summary>
public readonly record struct EditChunk(EditKind Kind, int ReferenceStart, int ReferenceEnd, int HypothesisStart, int HypothesisEnd);
