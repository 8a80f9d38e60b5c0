using Speech.Sdk.Evaluation.Results;
using Speech.Sdk.Evaluation.Scoring;

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

    /// <summary>
    /// Every later run against every one before it, over the clips counted in both. A pair with fewer than two such clips, or none with reference words, is
    /// not there; no pair is where nothing is drawn.
    /// </summary>
    public required IReadOnlyList<RunComparison> Comparisons { get; init; }

    /// <summary>Scores runs over the same clips, which are matched by their ids. The same runs, options and seed give the same numbers everywhere.</summary>
    /// <param name="runs">At least one; those to compare with first.</param>
    /// <param name="options">How they are scored.</param>
    /// <param name="time">Tells when the report was made. null: the system's clock.</param>
    /// <param name="cancellation">Stops scoring.</param>
    /// <exception cref="InvalidOptionException">Lists every option that is out of range.</exception>
    /// <exception cref="SpeechException">
    /// Two runs have one name, a run has a clip twice, or runs disagree about a clip's reference or language.
    /// </exception>
    public static EvaluationReport Create(
        IReadOnlyList<RunResults> runs, ScoringOptions options, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        RunChecks.Validate(runs);
        RunReport[] reports = [.. runs.Select(run => RunScorer.Score(run, options, cancellation))];
        return new EvaluationReport
        {
            Created = (time ?? TimeProvider.System).GetUtcNow(),
            Scoring = options,
            Runs = reports,
            Comparisons = [.. RunPairs.Compare(reports, options)],
        };
    }
}
