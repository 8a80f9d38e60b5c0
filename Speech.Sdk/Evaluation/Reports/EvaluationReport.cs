namespace Speech.Sdk.Evaluation.Reports;

/// <summary>All that there is to say of an evaluation; the writers of tables and pages take nothing else.</summary>
public sealed record EvaluationReport
{
    /// <summary>When the report was made, in UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>How it was scored.</summary>
    public required ScoringOptions Scoring { get; init; }

    /// <summary>One a run, in the order given.</summary>
    public required IReadOnlyList<RunReport> Runs { get; init; }

    /// <summary>Every later run against every one before it.</summary>
    public required IReadOnlyList<RunComparison> Comparisons { get; init; }
}
