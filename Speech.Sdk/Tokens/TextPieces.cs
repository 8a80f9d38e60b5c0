using System.Globalization;
using System.Text;

namespace Speech.Sdk.Tokens;

/// <summary>
/// Cuts a text into the pieces that merges stay inside, as GPT-2's pattern
/// <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c> does. A scanner rather than a
/// <see cref="System.Text.RegularExpressions.Regex"/>, whose classes see halves of characters beyond U+FFFF.
/// </summary>
internal ref struct TextPieces(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    private enum Kind
    {
        Letter,
        Number,
        Space,
        Other,
    }

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly TextPieces GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;
        int length = PieceLength(_rest);
        Current = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    private static int PieceLength(ReadOnlySpan<char> text)
    {
        int contraction = ContractionLength(text);
        if (contraction > 0)
            return contraction;
        int lead = text[0] == ' ' && text.Length > 1 ? 1 : 0;
        Kind kind = KindAt(text, lead, out _);
        if (kind != Kind.Space)
            return lead + RunLength(text[lead..], kind);

        // Whitespace before a word leaves its last character to the word's piece; at the end of the text it is kept whole.
        int run = RunLength(text, Kind.Space);
        return run == text.Length || run == 1 ? run : run - 1;
    }

    private static int ContractionLength(ReadOnlySpan<char> text) => text switch
    {
        ['\'', 's' or 't' or 'm' or 'd', ..] => 2,
        ['\'', 'r', 'e', ..] or ['\'', 'v', 'e', ..] or ['\'', 'l', 'l', ..] => 3,
        _ => 0,
    };

    private static int RunLength(ReadOnlySpan<char> text, Kind kind)
    {
        int end = 0;
        while (end < text.Length && KindAt(text, end, out int width) == kind)
            end += width;
        return end;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, int index, out int width)
    {
        char character = text[index];
        width = 1;
        if (char.IsAsciiLetter(character))
            return Kind.Letter;
        if (char.IsWhiteSpace(character))
            return Kind.Space;
        Rune.DecodeFromUtf16(text[index..], out Rune rune, out width);
        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.OtherLetter => Kind.Letter,
            >= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber => Kind.Number,
            _ => Kind.Other,
        };
    }
}
