namespace Speech.Sdk.Tokens;

/// <summary>What a tokenizer is made of, as read from the files of a model folder.</summary>
/// <param name="Tokens">The bytes of every token, added tokens included.</param>
/// <param name="Added">The added tokens by their text.</param>
/// <param name="Source">The files it was read from, for messages.</param>
/// <param name="Merges">Reads the merges; called at most once, when text is first encoded, because decoding needs none.</param>
internal sealed record TokenizerParts(TokenTable Tokens, AddedTokens Added, string Source, Func<MergeTable> Merges)
{
    /// <summary>The id of an added token, or of a vocabulary entry of exactly this text; -1 where there is neither.</summary>
    public int Find(string text) =>
        Added.Ids.TryGetValue(text, out int id) ? id : Tokens.Find(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a token that the files leave out.</summary>
    public void Add(string text, int id)
    {
        Tokens.Set(id, System.Text.Encoding.UTF8.GetBytes(text));
        Added.Set(text, id);
    }
}
