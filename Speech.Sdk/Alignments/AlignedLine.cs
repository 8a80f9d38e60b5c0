namespace Speech.Sdk;

/// <summary>A line of a text in a recording.</summary>
/// <param name="Text">The line as it was given, without the spaces at its ends.</param>
/// <param name="Start">Where its first word begins.</param>
/// <param name="End">Where its last word ends.</param>
/// <param name="Words">Its words.</param>
public sealed record AlignedLine(string Text, TimeSpan Start, TimeSpan End, IReadOnlyList<AlignedWord> Words);
