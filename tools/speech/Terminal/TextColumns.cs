using System.Globalization;
using System.Text;

namespace Speech.Cli.Terminal;

/// <summary>How many columns of a terminal text takes: East Asian wide characters and emoji two, combining marks none (Unicode UAX #11).</summary>
internal static class TextColumns
{
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6F),
        (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>As much of the text as fits; where that is not all of it, with an ellipsis.</summary>
    public static string Fit(string text, int columns)
    {
        if (Of(text) <= columns)
            return text;
        StringBuilder fitting = new();
        int used = 1;
        foreach (Rune rune in text.EnumerateRunes())
        {
            used += Of(rune);
            if (used > columns)
                break;
            fitting.Append(rune);
        }

        return fitting.Append('…').ToString();
    }

    private static int Of(Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        return Wide.Any(range => rune.Value >= range.First && rune.Value <= range.Last) ? 2 : 1;
    }
}
