namespace Speech.Sdk.Models.Whisper;

/// <summary>A word and the tokens that it is written with.</summary>
/// <param name="Text">The text, mostly with a space before.</param>
/// <param name="Start">Position of the first token in the list that was split.</param>
/// <param name="Length">Number of tokens.</param>
internal readonly record struct WordSpan(string Text, int Start, int Length);
