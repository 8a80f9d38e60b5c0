namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>Makes a text what the pieces of a vocabulary are cut from: UTF-8, characters rewritten, spaces written as ▁.</summary>
internal interface ITextNormalizer
{
    /// <summary>Whether pieces never go over the beginning of a word, so that every ▁ begins a text of its own.</summary>
    bool SplitsWords { get; }

    /// <param name="text">Not empty.</param>
    /// <param name="isFirst">Whether nothing was before it.</param>
    /// <param name="target">Empty; the UTF-8 is added to it.</param>
    void Normalize(ReadOnlySpan<char> text, bool isFirst, List<byte> target);
}
