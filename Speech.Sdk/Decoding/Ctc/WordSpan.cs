namespace Speech.Sdk.Decoding.Ctc;

/// <summary>Where a word of a reading lies.</summary>
/// <param name="Text">The text that it completes.</param>
/// <param name="Start">Its first frame.</param>
/// <param name="End">The frame after its last one.</param>
/// <param name="Confidence">The geometric mean of its symbols' probabilities.</param>
/// <param name="Depth">How many words come before it.</param>
internal readonly record struct WordSpan(int Text, int Start, int End, float Confidence, int Depth);
