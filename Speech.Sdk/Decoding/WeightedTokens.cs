namespace Speech.Sdk.Decoding;

/// <summary>A sequence of tokens that is to become likelier.</summary>
/// <param name="Tokens">The tokens, at least one.</param>
/// <param name="Weight">What each token after the first adds to its score; the first adds its <paramref name="FirstShare"/> of it. 0 or more.</param>
/// <param name="FirstShare">How much of the whole the first token already spells, more than 0, at most 1.</param>
/// <param name="WithinWords">Whether it may begin where a word is under way; otherwise only after what ends none.</param>
internal sealed record WeightedTokens(IReadOnlyList<int> Tokens, float Weight, float FirstShare, bool WithinWords);
