using Speech.Sdk.Evaluation.Normalization.Characters;

namespace Speech.Sdk.Evaluation.Normalization.English;

/// <summary>What is part of a number is kept: decimal points, currency and percent signs. Rules in the order and with the quirks of openai-whisper's.</summary>
internal static class NumberPunctuation
{
    /// <summary>The symbols that may be part of a number.</summary>
    public const string Symbols = ".%$¢€£";

    private const string Prefixes = ".$¢€£";

    /// <summary>Removes commas between digits, and points that no digit follows.</summary>
    public static void RemoveOther(TextBuffer buffer)
    {
        RemoveCommas(buffer);
        RemovePoints(buffer);
    }

    /// <summary>Removes prefixes that no digit follows, and percent signs that no digit precedes.</summary>
    public static void RemoveStray(TextBuffer buffer)
    {
        RemovePrefixes(buffer);
        RemovePercentSigns(buffer);
    }

    // (\d),(\d): a digit belongs to one match only, so of "1,2,3" the second comma stays.
    private static void RemoveCommas(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0, from = 0, matched = 0;
        while (text[from..].IndexOf(',') is var ahead and >= 0)
        {
            int comma = from + ahead;
            from = comma + 1;
            if (comma == matched || from == text.Length
                || !CodePoint.IsDigit(CodePoint.Before(text, comma, out _)) || !CodePoint.IsDigit(CodePoint.At(text, from, out int length)))
                continue;
            buffer.Append(text[done..comma]);
            done = from;
            from = matched = from + length;
        }

        buffer.CommitRest(done);
    }

    // \.([^0-9]|$): what follows a point is passed over with it, so of ".." the second stays.
    private static void RemovePoints(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0, from = 0;
        while (from < text.Length && text[from..].IndexOf('.') is var ahead and >= 0)
        {
            int point = from + ahead;
            from = point + 1;
            if (from < text.Length && char.IsAsciiDigit(text[from]))
                continue;
            buffer.Append(text[done..point]);
            buffer.Append(' ');
            done = from++;
        }

        buffer.CommitRest(done);
    }

    // [.$¢€£]([^0-9])
    private static void RemovePrefixes(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0, from = 0;
        while (from < text.Length && text[from..].IndexOfAny(Prefixes) is var ahead and >= 0)
        {
            int prefix = from + ahead;
            from = prefix + 1;
            if (from == text.Length || char.IsAsciiDigit(text[from]))
                continue;
            buffer.Append(text[done..prefix]);
            buffer.Append(' ');
            done = from++;
        }

        buffer.CommitRest(done);
    }

    // ([^0-9])%: what precedes the sign belongs to one match only, so of "a%%" the second sign stays.
    private static void RemovePercentSigns(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0, from = 0;
        while (from + 1 < text.Length && text[(from + 1)..].IndexOf('%') is var ahead and >= 0)
        {
            int sign = from + 1 + ahead;
            if (char.IsAsciiDigit(text[sign - 1]))
            {
                from = sign;
                continue;
            }

            buffer.Append(text[done..sign]);
            buffer.Append(' ');
            done = from = sign + 1;
        }

        buffer.CommitRest(done);
    }
}
