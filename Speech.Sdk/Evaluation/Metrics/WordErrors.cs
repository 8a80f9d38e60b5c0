using Speech.Sdk.Evaluation.Metrics.Edits;

namespace Speech.Sdk.Evaluation.Metrics;

/// <summary>
/// Word errors as jiwer 4 counts them, alignments included. Texts are taken as they are (normalise them before); words are what lies between
/// spaces (U+0020), white space at the ends left out. The time grows with the product of the lengths (100,000 words against as many take a second or so),
/// the memory with their sum.
/// </summary>
public static class WordErrors
{
    /// <summary>The hypothesis' words set against the reference's with the fewest errors.</summary>
    public static TextAlignment Align(string reference, string hypothesis)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(hypothesis);
        string[] first = TextUnits.Words(reference), second = TextUnits.Words(hypothesis);
        return TextAlignment.Of(first, second, LeastEdits.Find<string>(first, second));
    }

    /// <summary>The number of hits and errors in words.</summary>
    public static ErrorCounts Count(string reference, string hypothesis) => Align(reference, hypothesis).Counts;
}
