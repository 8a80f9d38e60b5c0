using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation.Scoring;

/// <summary>Makes the report of one run.</summary>
internal static class RunScorer
{
    public static RunReport Score(RunResults run, ScoringOptions options, CancellationToken cancellation)
    {
        ScoredClip[] clips = ClipScorer.Score(run.Clips, options, cancellation);
        return new RunReport
        {
            Run = run.Run,
            Total = ScoreSums.Of(clips, options),
            Groups = [.. GroupField.All(options).Select(field => Group(field, clips, options)).OfType<ScoreGroup>()],
            Speed = Speeds.Of(run),
            Clips = clips,
        };
    }

    /// <summary>The scores by a field's values; null where no clip has one.</summary>
    private static ScoreGroup? Group(GroupField field, ScoredClip[] clips, ScoringOptions options)
    {
        ILookup<string, ScoredClip> parts = clips.ToLookup(field.ValueOf);
        return parts.All(part => part.Key.Length == 0)
            ? null
            : new ScoreGroup(field.Name, [.. parts
                .OrderBy(part => part.Key.Length == 0)
                .ThenBy(part => part.Key, field.Order)
                .Select(part => new ScoreGroupPart(part.Key, ScoreSums.Of([.. part], options)))]);
    }
}
