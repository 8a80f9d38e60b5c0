using Speech.Sdk.Evaluation.Statistics;

namespace Speech.Sdk.Evaluation.Reports;

/// <summary>Whether one run has fewer word errors than another by more than chance, over the clips that both have a text of.</summary>
public sealed record RunComparison
{
    /// <summary>The run that is compared with.</summary>
    public required string Baseline { get; init; }

    /// <summary>The run that is compared.</summary>
    public required string Run { get; init; }

    /// <summary>Clips that are counted in both.</summary>
    public required int Clips { get; init; }

    /// <summary>The run's word error rate less the baseline's, over these clips: below 0 it is better.</summary>
    public required double Difference { get; init; }

    /// <summary>Where the difference lies, by paired bootstrap over clips.</summary>
    public required ConfidenceInterval Interval { get; init; }

    /// <summary>How often so great a difference comes by chance where both are equally good: approximate randomisation over clips, two-sided.</summary>
    public required double PermutationP { get; init; }

    /// <summary>The same by the matched-pairs test of NIST's scoring tools (MAPSSWE), with clips as segments, two-sided.</summary>
    public required double MatchedPairsP { get; init; }
}
