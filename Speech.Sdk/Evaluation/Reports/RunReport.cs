using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation.Reports;

/// <summary>The scores of one run.</summary>
public sealed record RunReport
{
    /// <summary>What made the texts.</summary>
    public required RunInfo Run { get; init; }

    /// <summary>Over all clips.</summary>
    public required ScoreSummary Total { get; init; }

    /// <summary>By set, language, speaker, length, noise and the fields that were asked for: one a field with at least one known value.</summary>
    public required IReadOnlyList<ScoreGroup> Groups { get; init; }

    /// <summary>How fast it was. <value>null: nothing was timed.</value></summary>
    public SpeedSummary? Speed { get; init; }

    /// <summary>Every clip, in the order of the evaluation.</summary>
    public required IReadOnlyList<ScoredClip> Clips { get; init; }
}
