namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>Cuts normalised text into pieces.</summary>
internal interface IPieceEncoder
{
    /// <param name="text">Normalised UTF-8.</param>
    /// <param name="ids">The pieces' ids are added to it.</param>
    void Encode(ReadOnlySpan<byte> text, List<int> ids);
}
