using System.Globalization;

namespace Speech.Sdk.Evaluation.Normalization.Characters;

/// <summary>
/// Lower case as Unicode has it without a language, and so Python's <c>str.lower</c>: character by character, but İ becomes i and a dot above
/// (U+0307), and Σ at the end of a word becomes ς.
/// </summary>
internal static class LowerCase
{
    private const char CapitalIWithDot = '\u0130';
    private const char CapitalSigma = '\u03A3';

    // Unicode's Case_Ignorable beside the categories: Word_Break MidLetter, MidNumLet and Single_Quote.
    private const string Ignorable = "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

    public static void Apply(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0;
        while (done < text.Length)
        {
            int length = text[done..].IndexOfAny(CapitalIWithDot, CapitalSigma);
            ReadOnlySpan<char> plain = length < 0 ? text[done..] : text.Slice(done, length);
            plain.ToLowerInvariant(buffer.Reserve(plain.Length));
            done += plain.Length;
            if (length < 0)
                break;
            if (text[done] == CapitalIWithDot)
                buffer.Append("i\u0307");
            else
                buffer.Append(EndsWord(text, done) ? 'ς' : 'σ');
            done++;
        }

        buffer.Commit();
    }

    /// <summary>Unicode's Final_Sigma: a cased letter before and none behind, whatever is ignorable between.</summary>
    private static bool EndsWord(ReadOnlySpan<char> text, int sigma)
    {
        int before = sigma, length;
        while (before > 0 && IsIgnorable(CodePoint.Before(text, before, out length)))
            before -= length;
        if (before == 0 || !IsCased(CodePoint.Before(text, before, out _)))
            return false;
        int behind = sigma + 1;
        while (behind < text.Length && IsIgnorable(CodePoint.At(text, behind, out length)))
            behind += length;
        return behind == text.Length || !IsCased(CodePoint.At(text, behind, out _));
    }

    private static bool IsIgnorable(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
        or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || (codePoint <= char.MaxValue && Ignorable.Contains((char)codePoint));

    // Besides letters: ordinal indicators, Roman numerals, letters in circles and squares.
    private static bool IsCased(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        || codePoint is 0xAA or 0xBA or (>= 0x2160 and <= 0x217F) or (>= 0x24B6 and <= 0x24E9)
            or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);
}
