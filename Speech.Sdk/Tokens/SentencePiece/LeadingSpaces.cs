namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>What becomes of the space that a text's first piece begins with.</summary>
internal enum LeadingSpaces
{
    Kept,

    /// <summary>One space goes: the one that encoding put there.</summary>
    OneRemoved,

    /// <summary>Every piece loses one until there is text.</summary>
    Removed,
}
