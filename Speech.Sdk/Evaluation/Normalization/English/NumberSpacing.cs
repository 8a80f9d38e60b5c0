using Speech.Sdk.Evaluation.Normalization.Characters;

namespace Speech.Sdk.Evaluation.Normalization.English;

/// <summary>Prepares a text for <see cref="NumberReader"/>: halves, spaces between digits and letters but none before an ordinal's ending.</summary>
internal static class NumberSpacing
{
    private static readonly string[] Suffixes = ["st", "nd", "rd", "th", "s"];

    public static void Apply(TextBuffer buffer)
    {
        ReadHalves(buffer);
        PartDigitsFromLetters(buffer);
        JoinSuffixes(buffer);
    }

    // "two and a half" becomes "two point five"; the text between halves is joined by spaces, without what is blank.
    private static void ReadHalves(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0, from = 0;
        bool hasParts = false;
        while (text[from..].IndexOf("and") is var ahead and >= 0)
        {
            int start = from + ahead;
            from = start + 1;
            if (HalfEnd(text, start) is not { } end)
                continue;
            ReadOnlySpan<char> before = text[done..start];
            done = from = end;
            ReadOnlySpan<char> last = LastWord(before);
            if (last.IsEmpty)
                continue;
            AppendPart(before);
            NumberWord number = NumberWord.Of(last);
            AppendPart(number.IsDecimal || number.Kind == NumberKind.Multiplier ? "point five" : "and a half");
        }

        if (done == 0)
            return;
        if (!LastWord(text[done..]).IsEmpty)
            AppendPart(text[done..]);
        buffer.Commit();

        void AppendPart(ReadOnlySpan<char> part)
        {
            if (hasParts)
                buffer.Append(' ');
            buffer.Append(part);
            hasParts = true;
        }
    }

    /// <summary>The end of <c>\band\s+a\s+half\b</c> that begins at a given "and"; null where it does not go on like that.</summary>
    private static int? HalfEnd(ReadOnlySpan<char> text, int and)
    {
        if (!CodePoint.IsWordStart(text, and))
            return null;
        int index = and + "and".Length;
        foreach (string word in (ReadOnlySpan<string>)["a", "half"])
        {
            int space = index;
            while (index < text.Length && CodePoint.IsSpace(text[index]))
                index++;
            if (index == space || !text[index..].StartsWith(word))
                return null;
            index += word.Length;
        }

        return CodePoint.IsWordEnd(text, index) ? index : null;
    }

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> text)
    {
        int end = text.Length;
        while (end > 0 && CodePoint.IsSpace(text[end - 1]))
            end--;
        int start = end;
        while (start > 0 && !CodePoint.IsSpace(text[start - 1]))
            start--;
        return text[start..end];
    }

    private static void PartDigitsFromLetters(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0;
        for (int index = 1; index < text.Length; index++)
        {
            (char left, char right) = (text[index - 1], text[index]);
            if (!(char.IsAsciiDigit(left) ? char.IsAsciiLetterLower(right) : char.IsAsciiLetterLower(left) && char.IsAsciiDigit(right)))
                continue;
            buffer.Append(text[done..index]);
            buffer.Append(' ');
            done = index;
        }

        buffer.CommitRest(done);
    }

    // ([0-9])\s+(st|nd|rd|th|s)\b
    private static void JoinSuffixes(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0, from = 0;
        while (text[from..].IndexOfAnyInRange('0', '9') is var ahead and >= 0)
        {
            int space = from += ahead + 1;
            while (from < text.Length && CodePoint.IsSpace(text[from]))
                from++;
            if (from == space || !StartsWithSuffix(text, from))
                continue;
            buffer.Append(text[done..space]);
            done = from;
        }

        buffer.CommitRest(done);
    }

    private static bool StartsWithSuffix(ReadOnlySpan<char> text, int index)
    {
        foreach (string suffix in Suffixes)
        {
            if (text[index..].StartsWith(suffix) && CodePoint.IsWordEnd(text, index + suffix.Length))
                return true;
        }

        return false;
    }
}
