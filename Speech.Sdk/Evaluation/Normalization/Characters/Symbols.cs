using System.Globalization;

namespace Speech.Sdk.Evaluation.Normalization.Characters;

/// <summary>Steps over marks, symbols and punctuation (the categories M, S and P), those of openai-whisper's normalisers.</summary>
internal static class Symbols
{
    /// <summary>NFKC; then marks, symbols and punctuation become spaces, one for each code point.</summary>
    public static void ToSpaces(TextBuffer buffer)
    {
        UnicodeForm.KC.Apply(buffer);
        Rewrite(buffer, "", keepsDiacritics: true);
    }

    /// <summary>NFKD; then diacritics (Mn) are dropped, letters like ø become ASCII, and all other marks, symbols and punctuation spaces.</summary>
    /// <param name="buffer">The text.</param>
    /// <param name="keep">Symbols that stay.</param>
    public static void ToSpacesWithoutDiacritics(TextBuffer buffer, ReadOnlySpan<char> keep = default)
    {
        UnicodeForm.KD.Apply(buffer);
        Rewrite(buffer, keep, keepsDiacritics: false);
    }

    private static void Rewrite(TextBuffer buffer, ReadOnlySpan<char> keep, bool keepsDiacritics)
    {
        ReadOnlySpan<char> text = buffer.Text;
        for (int index = 0, length; index < text.Length; index += length)
        {
            int codePoint = CodePoint.At(text, index, out length);
            ReadOnlySpan<char> character = text.Slice(index, length);
            bool stays = char.IsAsciiLetterOrDigit(character[0]) || keep.Contains(character[0]);
            buffer.Append(stays ? character : Replacement(codePoint, keepsDiacritics) ?? character);
        }

        buffer.Commit();
    }

    /// <summary>What becomes of a code point; null where it stays.</summary>
    private static string? Replacement(int codePoint, bool keepsDiacritics)
    {
        if (!keepsDiacritics && Unaccented(codePoint) is { } plain)
            return plain;
        return CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
        {
            UnicodeCategory.NonSpacingMark => keepsDiacritics ? " " : "",
            UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => " ",
            >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherSymbol => " ",
            _ => null,
        };
    }

    // Letters that NFKD leaves whole; Þ in lower case is the reference's.
    private static string? Unaccented(int codePoint) => codePoint switch
    {
        'œ' => "oe",
        'Œ' => "OE",
        'ø' => "o",
        'Ø' => "O",
        'æ' => "ae",
        'Æ' => "AE",
        'ß' => "ss",
        'ẞ' => "SS",
        'đ' => "d",
        'Đ' => "D",
        'ð' => "d",
        'Ð' => "D",
        'þ' or 'Þ' => "th",
        'ł' => "l",
        'Ł' => "L",
        _ => null,
    };
}
