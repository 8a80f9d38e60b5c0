using System.Text;

namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>Plain text as Markdown that shows just that, on one line.</summary>
internal static class MarkdownText
{
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        for (int at = 0; at < text.Length; at++)
        {
            char letter = text[at];
            _ = letter switch
            {
                '\r' when at + 1 < text.Length && text[at + 1] == '\n' => escaped,
                '\r' or '\n' => escaped.Append("<br>"),
                '<' => escaped.Append("&lt;"),
                '&' => escaped.Append("&amp;"),
                '|' or '\\' or '`' or '*' or '[' or ']' or '~' or '#' => escaped.Append('\\').Append(letter),
                '_' when !IsInsideWord(text, at) => escaped.Append("\\_"),
                _ => escaped.Append(letter),
            };
        }

        return escaped.ToString();
    }

    // Names such as en_librispeech need no escape, and read better without one.
    private static bool IsInsideWord(string text, int at) =>
        at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]) && at + 1 < text.Length && char.IsAsciiLetterOrDigit(text[at + 1]);
}
