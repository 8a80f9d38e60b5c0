using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Evaluation.Statistics;

namespace Speech.Sdk.Evaluation.Reports;

/// <summary>Errors over some clips.</summary>
public sealed record ScoreSummary
{
    /// <summary>Clips that were asked for.</summary>
    public required int Clips { get; init; }

    /// <summary>Clips without a text; part of the counts only where failures count as deletions.</summary>
    public required int Failed { get; init; }

    /// <summary>Length of the clips that are counted and whose length is known.</summary>
    public required TimeSpan Audio { get; init; }

    /// <summary>Errors in words; their rate is the WER.</summary>
    public required ErrorCounts Words { get; init; }

    /// <summary>Errors in characters; their rate is the CER.</summary>
    public required ErrorCounts Characters { get; init; }

    /// <summary>Where the word error rate lies, by bootstrap over clips. <value>null: fewer than two clips, no reference words, or no draws.</value></summary>
    public ConfidenceInterval? WordErrorRateInterval { get; init; }

    /// <summary>Where the character error rate lies. <value>null: as with words.</value></summary>
    public ConfidenceInterval? CharacterErrorRateInterval { get; init; }
}
