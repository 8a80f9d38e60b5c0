using System.Globalization;

namespace Speech.Sdk.Evaluation.Normalization.Characters;

/// <summary>Steps that put spaces where they belong.</summary>
internal static class Whitespace
{
    /// <summary>Every run of white space becomes one space, also at the ends.</summary>
    public static void Collapse(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        bool wasSpace = false;
        foreach (char character in text)
        {
            bool isSpace = CodePoint.IsSpace(character);
            if (!isSpace)
                buffer.Append(character);
            else if (!wasSpace)
                buffer.Append(' ');
            wasSpace = isSpace;
        }

        buffer.Commit();
    }

    /// <summary>Every run of white space becomes one space, and there is none at the ends.</summary>
    public static void Tidy(TextBuffer buffer)
    {
        bool isFirst = true;
        foreach (ReadOnlySpan<char> word in new Words(buffer.Text))
        {
            if (!isFirst)
                buffer.Append(' ');
            buffer.Append(word);
            isFirst = false;
        }

        buffer.Commit();
    }

    /// <summary>A space between every two grapheme clusters (UAX 29), white space being such a cluster as well.</summary>
    public static void Between(TextBuffer buffer)
    {
        ReadOnlySpan<char> rest = buffer.Text;
        while (!rest.IsEmpty)
        {
            int length = StringInfo.GetNextTextElementLength(rest);
            buffer.Append(rest[..length]);
            rest = rest[length..];
            if (!rest.IsEmpty)
                buffer.Append(' ');
        }

        buffer.Commit();
    }
}
