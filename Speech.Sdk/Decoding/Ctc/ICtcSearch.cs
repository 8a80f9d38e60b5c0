namespace Speech.Sdk.Decoding.Ctc;

/// <summary>Reads text out of log-probabilities that come chunk by chunk; one search a recording. Not for use by two threads at a time.</summary>
internal interface ICtcSearch
{
    /// <summary>Goes on with frames [frames, symbols] of natural log-probabilities.</summary>
    void Accept(ReadOnlySpan<float> logProbabilities);

    /// <summary>The readings of what came so far, best first, at most <paramref name="count"/>; accepting may go on afterwards.</summary>
    /// <param name="count">How many.</param>
    /// <param name="ended">Whether the text ends here: the last word counts as complete and the sentence as ended.</param>
    IReadOnlyList<CtcHypothesis> Readings(int count, bool ended);
}
