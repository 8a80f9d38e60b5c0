namespace Speech.Sdk.Evaluation.Statistics;

/// <summary>
/// The matched-pairs test of NIST's scoring tools (MAPSSWE), with clips as segments: the mean of the clips' differences, measured by its own standard error, is
/// normally distributed if both runs are equally good (Gillick and Cox, "Some statistical issues in the comparison of speech recognition algorithms", 1989).
/// Two-sided; for some dozens of clips or more.
/// </summary>
internal static class MatchedPairsTest
{
    /// <summary>How often so great a difference comes by chance.</summary>
    /// <param name="differences">By how many errors the runs differ, clip by clip; at least two clips.</param>
    public static double P(IReadOnlyCollection<int> differences)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(differences.Count, 2, nameof(differences));
        double mean = differences.Average();
        double variance = differences.Sum(difference => (difference - mean) * (difference - mean)) / (differences.Count - 1);
        return mean == 0 ? 1 : NormalDistribution.OutsideOf(mean / Math.Sqrt(variance / differences.Count));
    }
}
