namespace Speech.Sdk.Transcripts;

/// <summary>What became of a stretch of the recording; the spans of a transcript add up to its duration.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Reason">Why it was not transcribed, or what is to be known of its text; otherwise null.</param>
public sealed record CoverageSpan(TimeSpan Start, TimeSpan End, CoverageKind Kind, string? Reason = null);
