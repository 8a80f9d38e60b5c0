using System.Text;

namespace Speech.Sdk.Evaluation.Metrics;

/// <summary>Writes one alignment in lines of three: its parts below each other, flush right.</summary>
internal sealed class AlignmentLines(StringBuilder output, string separator, int? lineWidth)
{
    private const string Missing = "*";

    private readonly StringBuilder _reference = new();
    private readonly StringBuilder _hypothesis = new();
    private readonly StringBuilder _edits = new();
    private int _width;

    public void Write(TextAlignment text)
    {
        Begin();
        foreach (EditChunk chunk in text.Chunks)
        {
            int count = Math.Max(chunk.ReferenceEnd - chunk.ReferenceStart, chunk.HypothesisEnd - chunk.HypothesisStart);
            for (int index = 0; index < count; index++)
            {
                string reference = chunk.Kind == EditKind.Insert ? Missing : text.Reference[chunk.ReferenceStart + index];
                string hypothesis = chunk.Kind == EditKind.Delete ? Missing : text.Hypothesis[chunk.HypothesisStart + index];
                Add(reference, hypothesis, Letter(chunk.Kind));
            }
        }

        End();
    }

    private void Add(string reference, string hypothesis, string letter)
    {
        int width = Math.Max(1, Math.Max(Length(reference), Length(hypothesis)));
        if (_width + width > lineWidth)
        {
            End();
            output.Append('\n');
            Begin();
        }

        // A word that is an asterisk itself is drawn as if it were missing: the reference implementation does the same.
        if (reference == Missing)
            reference = new string('*', width);
        else if (hypothesis == Missing)
            hypothesis = new string('*', width);
        Pad(_reference, reference, width);
        Pad(_hypothesis, hypothesis, width);
        Pad(_edits, letter, width);
        _width += width + separator.Length;
    }

    private void Begin()
    {
        _reference.Clear().Append("REF: ");
        _hypothesis.Clear().Append("HYP: ");
        _edits.Clear().Append("     ");
        _width = _reference.Length;
    }

    // The last separator goes, and where there is no word, the space behind the name does.
    private void End()
    {
        foreach (StringBuilder line in (StringBuilder[])[_reference, _hypothesis, _edits])
            output.Append(line, 0, line.Length - separator.Length).Append('\n');
    }

    private void Pad(StringBuilder line, string text, int width) => line.Append(' ', width - Length(text)).Append(text).Append(separator);

    private static int Length(string text)
    {
        int length = text.Length;
        for (int index = 1; index < text.Length; index++)
        {
            if (char.IsSurrogatePair(text[index - 1], text[index]))
                length--;
        }

        return length;
    }

    private static string Letter(EditKind kind) => kind switch
    {
        EditKind.Equal => " ",
        EditKind.Substitute => "S",
        EditKind.Delete => "D",
        _ => "I",
    };
}
