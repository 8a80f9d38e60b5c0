namespace Speech.Sdk.Evaluation.Results;

/// <summary>A line of a result log.</summary>
/// <param name="Index">The clip's place in the whole evaluation, from 0.</param>
/// <param name="Result">What the run made of it.</param>
/// <param name="Session">Which process wrote it, counted from 1 in the order that they worked on the log.</param>
/// <param name="Wall">The clock of that process, from the end of loading.</param>
/// <param name="Machine">The kind of machine that it worked on. <value>null: the one in the header.</value></param>
public sealed record LoggedResult(int Index, ClipResult Result, int Session, TimeSpan Wall, string? Machine = null);
