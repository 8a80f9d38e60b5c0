namespace Speech.Sdk.Decoding.Ctc;

/// <summary>What a symbol of a CTC model writes.</summary>
internal sealed class CtcSymbol
{
    public required CtcSymbolKind Kind { get; init; }

    /// <summary>What it adds to a word, without marks of where words begin or end.</summary>
    public required string Text { get; init; }

    /// <summary>The same in UTF-8.</summary>
    public required byte[] Utf8 { get; init; }

    /// <summary>How many Unicode code points it writes.</summary>
    public required int Length { get; init; }

    /// <summary>Whether the word ends behind it, as behind the unknown symbol of subword alphabets.</summary>
    public bool EndsWord { get; init; }
}
