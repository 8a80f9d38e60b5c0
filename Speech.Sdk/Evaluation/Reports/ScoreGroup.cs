namespace Speech.Sdk.Evaluation.Reports;

/// <summary>The scores by the values of one field.</summary>
/// <param name="Field">What the clips are parted by: <c>set</c>, <c>language</c>, <c>speaker</c>, <c>length</c>, <c>noise</c> or a field of the manifest.</param>
/// <param name="Parts">One a value; clips without a value are under an empty one.</param>
public sealed record ScoreGroup(string Field, IReadOnlyList<ScoreGroupPart> Parts);

/// <summary>The scores of the clips with one value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Score">Their scores.</param>
public sealed record ScoreGroupPart(string Value, ScoreSummary Score);
