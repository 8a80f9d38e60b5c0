using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Speech.Sdk.Transcripts.Writers;

/// <summary>
/// Escapes what JSON must have escaped and the two line separators that are not line feeds, nothing else.
/// <see cref="JavaScriptEncoder.UnsafeRelaxedJsonEscaping"/> writes emoji and rare ideographs as surrogate escapes.
/// </summary>
internal sealed unsafe class JsonTextEncoder : JavaScriptEncoder
{
    public static readonly JsonTextEncoder Instance = new();

    public override int MaxOutputCharactersPerInputCharacter => UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\' or 0x7f or 0x2028 or 0x2029;

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        ReadOnlySpan<char> rest = new(text, textLength);
        while (Rune.DecodeFromUtf16(rest, out Rune rune, out int consumed) == OperationStatus.Done && !WillEncode(rune.Value))
            rest = rest[consumed..];
        return rest.IsEmpty ? -1 : textLength - rest.Length;
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        UnsafeRelaxedJsonEscaping.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
}
