namespace Speech.Sdk.Transcripts;

/// <summary>A word with its time.</summary>
/// <param name="Text">The word as the model wrote it, punctuation and a leading space included.</param>
/// <param name="Start">Where it begins in the recording.</param>
/// <param name="End">Where it ends in the recording.</param>
/// <param name="Confidence">Probability of the word, 0 to 1.</param>
public sealed record Word(string Text, TimeSpan Start, TimeSpan End, double Confidence);
