namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>How a .model file has text normalised.</summary>
/// <param name="Characters">What characters become; null where they stay as they are.</param>
/// <param name="AddsSpaceBefore">Whether a text begins with a space that it lacks, so that its first word is written as the others.</param>
/// <param name="RemovesExtraSpaces">Whether spaces at both ends go, and of several together all but one.</param>
/// <param name="EscapesSpaces">Whether spaces are written as ▁.</param>
internal sealed record NormalizerSettings(
    CharacterMap? Characters = null, bool AddsSpaceBefore = true, bool RemovesExtraSpaces = true, bool EscapesSpaces = true);
