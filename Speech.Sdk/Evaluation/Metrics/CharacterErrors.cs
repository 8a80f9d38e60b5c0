using Speech.Sdk.Evaluation.Metrics.Edits;

namespace Speech.Sdk.Evaluation.Metrics;

/// <summary>
/// Character errors as jiwer 4 counts them, alignments included. Characters are Unicode code points; spaces between words count, white space at the
/// ends of the text does not.
/// </summary>
public static class CharacterErrors
{
    /// <summary>The hypothesis' characters set against the reference's with the fewest errors.</summary>
    public static TextAlignment Align(string reference, string hypothesis)
    {
        (int[] first, int[] second, EditChunk[] chunks) = Find(reference, hypothesis);
        return TextAlignment.Of([.. first.Select(TextUnits.Text)], [.. second.Select(TextUnits.Text)], chunks);
    }

    /// <summary>The number of hits and errors in characters.</summary>
    public static ErrorCounts Count(string reference, string hypothesis) => ErrorCounts.Of(Find(reference, hypothesis).Chunks);

    private static (int[] Reference, int[] Hypothesis, EditChunk[] Chunks) Find(string reference, string hypothesis)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(hypothesis);
        int[] first = TextUnits.CodePoints(reference), second = TextUnits.CodePoints(hypothesis);
        return (first, second, LeastEdits.Find<int>(first, second));
    }
}
