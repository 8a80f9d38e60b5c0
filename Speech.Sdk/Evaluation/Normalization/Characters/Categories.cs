using System.Globalization;

namespace Speech.Sdk.Evaluation.Normalization.Characters;

/// <summary>Steps over all code points of some of Unicode's categories.</summary>
internal static class Categories
{
    /// <summary>Replaces punctuation (P), code point by code point.</summary>
    public static void ReplacePunctuation(TextBuffer buffer, string replacement) =>
        Replace(buffer, UnicodeCategory.ConnectorPunctuation, UnicodeCategory.OtherPunctuation, replacement);

    /// <summary>Replaces symbols (S), code point by code point.</summary>
    public static void ReplaceSymbols(TextBuffer buffer, string replacement) =>
        Replace(buffer, UnicodeCategory.MathSymbol, UnicodeCategory.OtherSymbol, replacement);

    /// <summary>Takes the marks that have no width (Mn) off their letters; what is left is in form C.</summary>
    public static void RemoveDiacritics(TextBuffer buffer)
    {
        UnicodeForm.D.Apply(buffer);
        Replace(buffer, UnicodeCategory.NonSpacingMark, UnicodeCategory.NonSpacingMark, "");
        UnicodeForm.C.Apply(buffer);
    }

    private static void Replace(TextBuffer buffer, UnicodeCategory first, UnicodeCategory last, string replacement)
    {
        ReadOnlySpan<char> text = buffer.Text;
        for (int index = 0, length; index < text.Length; index += length)
        {
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(CodePoint.At(text, index, out length));
            buffer.Append(category >= first && category <= last ? replacement : text.Slice(index, length));
        }

        buffer.Commit();
    }
}
