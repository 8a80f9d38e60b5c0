namespace Speech.Sdk;

/// <summary>A word in a recording: what stands between spaces.</summary>
/// <param name="Text">The word as it was given, with its punctuation.</param>
/// <param name="Start">Where its first character begins. Punctuation that stands alone begins and ends where the word before it ends, or where its line begins.</param>
/// <param name="End">Where its last character ends.</param>
/// <param name="Confidence">The geometric mean of its characters' probabilities, 0 to 1; 0 if the model has none of its characters.</param>
/// <param name="Characters">Its characters.</param>
public sealed record AlignedWord(string Text, TimeSpan Start, TimeSpan End, double Confidence, IReadOnlyList<AlignedCharacter> Characters);
