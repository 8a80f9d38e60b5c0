using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation.Runs;

/// <summary>How far a run has come.</summary>
/// <param name="Done">Clips with a result, those of earlier sessions included.</param>
/// <param name="Before">How many of them are of earlier sessions.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="Clips">All clips of the run.</param>
/// <param name="Heard">Audio that this session has dealt with, that of clips under way included.</param>
/// <param name="Left">Audio that is still to come. <value>null: the length of some clip is not known beforehand.</value></param>
/// <param name="Elapsed">The session's clock.</param>
/// <param name="Latest">The result that has just come. <value>null: none since the last report.</value></param>
public readonly record struct EvaluationProgress(int Done, int Before, int Failed, int Clips, TimeSpan Heard, TimeSpan? Left, TimeSpan Elapsed, ClipResult? Latest);
