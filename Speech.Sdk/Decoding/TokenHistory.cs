namespace Speech.Sdk.Decoding;

/// <summary>The tokens of a row: its prompt, then what the search wrote.</summary>
internal readonly ref struct TokenHistory(ReadOnlySpan<int> tokens, int promptLength)
{
    /// <summary>Prompt and written tokens.</summary>
    public ReadOnlySpan<int> Tokens { get; } = tokens;

    /// <summary>What the search wrote after the prompt.</summary>
    public ReadOnlySpan<int> Written => Tokens[promptLength..];
}
