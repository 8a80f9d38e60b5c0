namespace Speech.Sdk.Alignments.Text;

/// <summary>A part of a word and how it is spelled.</summary>
/// <param name="Text">The part as it was written.</param>
/// <param name="Symbols">The ids of its symbols; none for a wildcard and for what is not spoken.</param>
/// <param name="IsWildcard">Whether it is spoken, but the vocabulary cannot say how.</param>
internal sealed record SpelledPiece(string Text, IReadOnlyList<int> Symbols, bool IsWildcard);
