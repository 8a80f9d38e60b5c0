using System.Text;

namespace Speech.Sdk.Tokens;

/// <summary>
/// Text of tokens as they come: a character that is spread over tokens is held back until its last byte. One a stream, not
/// shared between threads.
/// </summary>
internal sealed class IncrementalDecoder(ITokenizer tokenizer)
{
    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();

    /// <summary>The text that a token completes, empty where it ends inside a character.</summary>
    public string Append(int id) => Convert(tokenizer.Bytes(id), flush: false);

    /// <summary>Ends the stream: U+FFFD where it stopped inside a character, otherwise nothing. A new one may begin.</summary>
    public string Flush() => Convert([], flush: true);

    private string Convert(ReadOnlySpan<byte> bytes, bool flush)
    {
        Span<char> characters = bytes.Length < 256 ? stackalloc char[256 + 8] : new char[bytes.Length + 8];
        int count = _utf8.GetChars(bytes, characters, flush);
        return new string(characters[..count]);
    }
}
