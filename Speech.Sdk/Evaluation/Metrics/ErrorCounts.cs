namespace Speech.Sdk.Evaluation.Metrics;

/// <summary>
/// Hits and errors of words or of characters; sums of clips are the counts of the corpus. The rates are those of jiwer 4: WER, MER, WIL and WIP as
/// in Morris, Maier and Green, "From WER and RIL to MER and WIL" (2004).
/// </summary>
public readonly record struct ErrorCounts(long Hits, long Substitutions, long Deletions, long Insertions)
{
    /// <summary>Words or characters of the reference.</summary>
    public long ReferenceLength => Hits + Substitutions + Deletions;

    /// <summary>Words or characters of the hypothesis.</summary>
    public long HypothesisLength => Hits + Substitutions + Insertions;

    /// <summary>Substitutions, deletions and insertions.</summary>
    public long Errors => Substitutions + Deletions + Insertions;

    /// <summary>Errors per word (WER) or character (CER) of the reference; above an empty reference the number of insertions.</summary>
    public double ErrorRate => ReferenceLength > 0 ? (double)Errors / ReferenceLength : Insertions;

    /// <summary>MER: errors per aligned pair; 0 where both are empty.</summary>
    public double MatchErrorRate => Hits + Errors > 0 ? (double)Errors / (Hits + Errors) : 0;

    /// <summary>WIP: the share of hits in the reference times that in the hypothesis; 1 where both are empty.</summary>
    public double InformationPreserved => (ReferenceLength, HypothesisLength) switch
    {
        (0, 0) => 1,
        (0, _) or (_, 0) => 0,
        _ => (double)Hits / ReferenceLength * ((double)Hits / HypothesisLength),
    };

    /// <summary>WIL: 1 less WIP.</summary>
    public double InformationLost => 1 - InformationPreserved;

    /// <summary>The counts of both together.</summary>
    public static ErrorCounts operator +(ErrorCounts left, ErrorCounts right) => Add(left, right);

    /// <summary>The counts of both together.</summary>
    public static ErrorCounts Add(ErrorCounts left, ErrorCounts right) => new(
        left.Hits + right.Hits, left.Substitutions + right.Substitutions, left.Deletions + right.Deletions, left.Insertions + right.Insertions);

    internal static ErrorCounts Of(ReadOnlySpan<EditChunk> chunks)
    {
        ErrorCounts counts = default;
        foreach (EditChunk chunk in chunks)
        {
            long reference = chunk.ReferenceEnd - chunk.ReferenceStart, hypothesis = chunk.HypothesisEnd - chunk.HypothesisStart;
            counts = chunk.Kind switch
            {
                EditKind.Equal => counts with { Hits = counts.Hits + reference },
                EditKind.Substitute => counts with { Substitutions = counts.Substitutions + reference },
                EditKind.Delete => counts with { Deletions = counts.Deletions + reference },
                _ => counts with { Insertions = counts.Insertions + hypothesis },
            };
        }

        return counts;
    }
}
