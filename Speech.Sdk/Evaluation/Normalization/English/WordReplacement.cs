using Speech.Sdk.Evaluation.Normalization.Characters;

namespace Speech.Sdk.Evaluation.Normalization.English;

/// <summary>A word, or the end of one, and what is written instead.</summary>
/// <param name="Text">Letters and apostrophes; the last is a letter.</param>
/// <param name="Replacement">What is written instead.</param>
/// <param name="IsEnding">Whether it may be the end of a word; it is a whole one otherwise.</param>
internal sealed record WordReplacement(string Text, string Replacement, bool IsEnding = false)
{
    public void Apply(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0, from = 0;
        while (text[from..].IndexOf(Text) is var ahead and >= 0)
        {
            int start = from + ahead, end = start + Text.Length;
            from = start + 1;
            if (!CodePoint.IsWordEnd(text, end) || !(IsEnding || CodePoint.IsWordStart(text, start)))
                continue;
            buffer.Append(text[done..start]);
            buffer.Append(Replacement);
            done = from = end;
        }

        buffer.CommitRest(done);
    }
}
