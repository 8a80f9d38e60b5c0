namespace Speech.Sdk.Tokens;

/// <summary>
/// Text to token ids and back: the seam between decoding and text, and where another tokenizer library would be joined.
/// Implementations are immutable and safe to share between threads.
/// </summary>
internal interface ITokenizer
{
    /// <summary>One more than the greatest token id.</summary>
    int Count { get; }

    /// <summary>The ids of a text; text that looks like a special token is ordinary text.</summary>
    int[] Encode(ReadOnlySpan<char> text);

    /// <summary>The text of the ids, special tokens written out; bytes that are not UTF-8 become U+FFFD.</summary>
    string Decode(ReadOnlySpan<int> ids);

    /// <summary>The bytes that a token stands for: part of a UTF-8 text, not always whole characters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    ReadOnlySpan<byte> Bytes(int id);
}
