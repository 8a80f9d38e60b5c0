namespace Speech.Sdk;

/// <summary>A stretch of a recording in which someone speaks.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
public readonly record struct SpeechSpan(TimeSpan Start, TimeSpan End);
