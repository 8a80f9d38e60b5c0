namespace Speech.Sdk.Tokens.Ctc;

/// <summary>A word or symbol of a text with its place in the audio.</summary>
/// <param name="Text">What is written.</param>
/// <param name="Start">Its first frame.</param>
/// <param name="End">The frame after its last one; blanks behind it do not count.</param>
/// <param name="Runs">The runs that it is made of.</param>
internal readonly record struct CtcSpan(string Text, int Start, int End, Range Runs);
