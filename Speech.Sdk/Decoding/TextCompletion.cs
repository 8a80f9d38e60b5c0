namespace Speech.Sdk.Decoding;

/// <summary>A token that completes a text whose beginning, by whatever tokens, is written already.</summary>
/// <param name="Beginning">The text's bytes before the token; empty where the token is all of it.</param>
/// <param name="Token">The token.</param>
/// <param name="Weight">What it adds to its score, below 0.</param>
/// <param name="WithinWords">Whether the text may begin where a word is under way.</param>
internal readonly record struct TextCompletion(ReadOnlyMemory<byte> Beginning, int Token, float Weight, bool WithinWords);
