namespace Speech.Sdk;

/// <summary>A stretch of a recording.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends. <value>null: with the recording.</value></param>
public readonly record struct TimeRange(TimeSpan Start, TimeSpan? End = null);
