namespace Speech.Sdk.Evaluation.Normalization.Characters;

/// <summary>Takes away what is between brackets: notes like [laughs], &lt;unk&gt; and (applause), but no empty pair of round ones.</summary>
internal static class Brackets
{
    public static void Remove(TextBuffer buffer)
    {
        RemoveSquareAndAngle(buffer);
        RemoveRound(buffer);
    }

    // [<\[][^>\]]*[>\]]: whatever opened it, the first bracket that closes ends it.
    private static void RemoveSquareAndAngle(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0;
        while (text[done..].IndexOfAny('<', '[') is var opening and >= 0
            && text[(done + opening)..].IndexOfAny('>', ']') is var length and >= 0)
        {
            buffer.Append(text.Slice(done, opening));
            done += opening + length + 1;
        }

        buffer.CommitRest(done);
    }

    // \(([^)]+?)\)
    private static void RemoveRound(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0, from = 0;
        while (text[from..].IndexOf('(') is var ahead and >= 0 && text[(from + ahead)..].IndexOf(')') is var length and >= 0)
        {
            int opening = from + ahead;
            from = opening + length + 1;
            if (length == 1)
                continue;
            buffer.Append(text[done..opening]);
            done = from;
        }

        buffer.CommitRest(done);
    }
}
