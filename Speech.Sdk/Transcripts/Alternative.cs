namespace Speech.Sdk.Transcripts;

/// <summary>A hypothesis of a beam search.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Score">Sum of log-probabilities divided by length to the power of the length penalty.</param>
/// <param name="Tokens">Its token ids.</param>
public sealed record Alternative(string Text, double Score, IReadOnlyList<int> Tokens);
