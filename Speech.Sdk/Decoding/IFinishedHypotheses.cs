namespace Speech.Sdk.Decoding;

/// <summary>What one audio's beam search keeps of the texts that ended, how it ranks them, and when they are enough.</summary>
internal interface IFinishedHypotheses
{
    /// <summary>Whether no text ended.</summary>
    bool IsEmpty { get; }

    /// <summary>Whether an end of text counts that is the <paramref name="rank"/>-th best candidate of its step, where <paramref name="continued"/> better ones go on.</summary>
    bool Accepts(int rank, int continued);

    /// <summary>A beam ended, with an end of text that brings its sum to <paramref name="sum"/>.</summary>
    void Add(RunningHypothesis beam, float sum);

    /// <summary>Whether the search is over although <paramref name="best"/>, the best running beam, could go on.</summary>
    bool IsComplete(RunningHypothesis best);

    /// <summary>Every hypothesis to report, best first, given the beams that were running when the search was over, best first.</summary>
    IReadOnlyList<Hypothesis> Rank(ReadOnlySpan<RunningHypothesis> running);
}
