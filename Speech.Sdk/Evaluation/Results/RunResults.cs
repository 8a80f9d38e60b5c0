namespace Speech.Sdk.Evaluation.Results;

/// <summary>The texts of one run.</summary>
/// <param name="Run">What made them.</param>
/// <param name="Clips">One result a clip, in the order of the evaluation's clips.</param>
/// <param name="Wall">The time that the run took by the clock, loading not counted, of all its parts together. <value>null: not timed.</value></param>
public sealed record RunResults(RunInfo Run, IReadOnlyList<ClipResult> Clips, TimeSpan? Wall);
