namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>How spaces are written as ▁.</summary>
/// <param name="Before">Whether a text that begins without one gets one.</param>
/// <param name="Splits">Whether pieces never go over the beginning of a word.</param>
internal readonly record struct Metaspace(SpaceBefore Before, bool Splits);
