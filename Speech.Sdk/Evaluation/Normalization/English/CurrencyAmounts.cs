using Speech.Sdk.Evaluation.Normalization.Characters;

namespace Speech.Sdk.Evaluation.Normalization.English;

/// <summary>Joins cents to their dollars, pounds or euros, and writes a lone 1 as "one": openai-whisper's rules behind its number normaliser.</summary>
internal static class CurrencyAmounts
{
    private const string Currencies = "€£$";

    public static void Apply(TextBuffer buffer)
    {
        JoinCents(buffer);
        WriteCents(buffer);
        WriteOne(buffer);
    }

    // ([€£$])([0-9]+) (?:and )?¢([0-9]{1,2})\b becomes \1\2.\3 with two digits: "$2 and ¢7" is $2.07.
    private static void JoinCents(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0, from = 0;
        while (text[from..].IndexOfAny(Currencies) is var ahead and >= 0)
        {
            from += ahead + 1;
            int end = from + CountDigits(text[from..]);
            ReadOnlySpan<char> behind = text[end..];
            int gap = behind.StartsWith(" ¢") ? 2 : behind.StartsWith(" and ¢") ? 6 : 0;
            int cents = end + gap;
            if (end == from || gap == 0 || !IsOneOrTwoDigits(text, cents, out int count))
                continue;
            buffer.Append(text[done..end]);
            buffer.Append(count == 1 ? ".0" : ".");
            done = cents;
            from = cents + count;
        }

        buffer.CommitRest(done);
    }

    // [€£$]0.([0-9]{1,2})\b becomes the cents: "$0.50" is ¢50, and so is "$0x50", for the point stands for any character.
    private static void WriteCents(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0, from = 0;
        while (text[from..].IndexOfAny(Currencies) is var ahead and >= 0)
        {
            int currency = from + ahead;
            from = currency + 1;
            if (from + 1 >= text.Length || text[from] != '0')
                continue;
            CodePoint.At(text, from + 1, out int length);
            int cents = from + 1 + length;
            if (!IsOneOrTwoDigits(text, cents, out int count))
                continue;
            buffer.Append(text[done..currency]);
            buffer.Append('¢');
            done = count == 2 && text[cents] == '0' ? cents + 1 : cents;
            from = cents + count;
        }

        buffer.CommitRest(done);
    }

    // \b1(s?)\b becomes one\1.
    private static void WriteOne(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0, from = 0;
        while (text[from..].IndexOf('1') is var ahead and >= 0)
        {
            int one = from + ahead;
            from = one + 1;
            int end = from < text.Length && text[from] == 's' ? from + 1 : from;
            if (!CodePoint.IsWordStart(text, one) || !CodePoint.IsWordEnd(text, end))
                continue;
            buffer.Append(text[done..one]);
            buffer.Append("one");
            done = from;
        }

        buffer.CommitRest(done);
    }

    private static bool IsOneOrTwoDigits(ReadOnlySpan<char> text, int index, out int count)
    {
        count = CountDigits(text[index..]);
        return count is 1 or 2 && CodePoint.IsWordEnd(text, index + count);
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int count = text.IndexOfAnyExceptInRange('0', '9');
        return count < 0 ? text.Length : count;
    }
}
