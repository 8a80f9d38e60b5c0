using System.Globalization;
using System.Text;

namespace Speech.Sdk.Evaluation.Normalization.Characters;

/// <summary>
/// Characters as Python has them, for texts must become the same as the reference's: code points, where a surrogate without its other half is
/// one too, and the classes of its regular expressions, which differ from .NET's (no marks in words, but numbers of all kinds).
/// </summary>
internal static class CodePoint
{
    /// <summary>The code point that begins at an index.</summary>
    /// <param name="text">The text.</param>
    /// <param name="index">Where it begins.</param>
    /// <param name="length">How many UTF-16 units it has: 1 or 2.</param>
    public static int At(ReadOnlySpan<char> text, int index, out int length)
    {
        char first = text[index];
        bool isPair = char.IsHighSurrogate(first) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);
        length = isPair ? 2 : 1;
        return isPair ? char.ConvertToUtf32(first, text[index + 1]) : first;
    }

    /// <summary>The code point that ends before an index.</summary>
    /// <inheritdoc cref="At" path="/param"/>
    public static int Before(ReadOnlySpan<char> text, int index, out int length)
    {
        char last = text[index - 1];
        bool isPair = char.IsLowSurrogate(last) && index > 1 && char.IsHighSurrogate(text[index - 2]);
        length = isPair ? 2 : 1;
        return isPair ? char.ConvertToUtf32(text[index - 2], last) : last;
    }

    /// <summary>Appends a code point; surrogates without their other half too.</summary>
    public static void Append(TextBuffer buffer, int codePoint)
    {
        if (codePoint <= char.MaxValue)
            buffer.Append((char)codePoint);
        else
            new Rune(codePoint).EncodeToUtf16(buffer.Reserve(2));
    }

    /// <summary>Python's <c>\s</c> and <c>str.isspace</c>: .NET's white space and the four separators of ASCII.</summary>
    public static bool IsSpace(char character) =>
        character < 128 ? character is ' ' or (>= '\t' and <= '\r') or (>= '\x1C' and <= '\x1F') : char.IsWhiteSpace(character);

    /// <summary>Python's <c>\d</c>: decimal digits of every script.</summary>
    public static bool IsDigit(int codePoint) =>
        codePoint < 128 ? codePoint is >= '0' and <= '9' : CharUnicodeInfo.GetUnicodeCategory(codePoint) == UnicodeCategory.DecimalDigitNumber;

    /// <summary>Python's <c>\w</c>: letters, numbers of all kinds and the underscore.</summary>
    public static bool IsWord(int codePoint)
    {
        if (codePoint < 128)
            return char.IsAsciiLetterOrDigit((char)codePoint) || codePoint == '_';
        return CharUnicodeInfo.GetUnicodeCategory(codePoint) is <= UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
    }

    /// <summary>Whether no word character lies before an index: Python's <c>\b</c> before a word character.</summary>
    public static bool IsWordStart(ReadOnlySpan<char> text, int index) => index == 0 || !IsWord(Before(text, index, out _));

    /// <summary>Whether no word character lies at an index: Python's <c>\b</c> after a word character.</summary>
    public static bool IsWordEnd(ReadOnlySpan<char> text, int index) => index == text.Length || !IsWord(At(text, index, out _));
}
