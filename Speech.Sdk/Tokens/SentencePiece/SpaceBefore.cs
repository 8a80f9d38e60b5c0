namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>Which parts of a text get the space that they do not begin with; added tokens part a text.</summary>
internal enum SpaceBefore
{
    None,
    First,
    Every,
}
