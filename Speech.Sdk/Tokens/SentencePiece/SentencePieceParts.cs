namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>What a SentencePiece tokenizer is made of, as read from a file.</summary>
/// <param name="Vocabulary">The pieces.</param>
/// <param name="Normalizer">What is done to text first.</param>
/// <param name="Encoder">What cuts it into pieces.</param>
/// <param name="Added">Tokens that are looked for before anything else is done to a text.</param>
/// <param name="Leading">What becomes of a text's leading space.</param>
/// <param name="UnknownText">What the piece for the unknown is written as.</param>
/// <param name="WritesControls">Whether control pieces are written out; otherwise they say nothing.</param>
internal sealed record SentencePieceParts(
    PieceVocabulary Vocabulary, ITextNormalizer Normalizer, IPieceEncoder Encoder, AddedTokens Added, LeadingSpaces Leading, string UnknownText, bool WritesControls);
