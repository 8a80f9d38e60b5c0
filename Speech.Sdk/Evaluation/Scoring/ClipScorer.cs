using System.Runtime.ExceptionServices;
using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation.Scoring;

/// <summary>Normalises and aligns the texts of clips.</summary>
internal static class ClipScorer
{
    /// <summary>Scores all clips, several at a time; the result does not depend on how many.</summary>
    public static ScoredClip[] Score(IReadOnlyList<ClipResult> clips, ScoringOptions options, CancellationToken cancellation)
    {
        ScoredClip[] scored = new ScoredClip[clips.Count];
        try
        {
            Parallel.For(0, clips.Count, new ParallelOptions { CancellationToken = cancellation }, index => scored[index] = Score(clips[index], options));
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return scored;
    }

    private static ScoredClip Score(ClipResult result, ScoringOptions options)
    {
        string Normalized(string text) => options.Normalizer.Normalize(text, result.Clip.Language);
        string reference = Normalized(result.Clip.Reference), hypothesis = result.Hypothesis is { } text ? Normalized(text) : "";
        return new ScoredClip(
            result,
            WordErrors.Align(reference, hypothesis),
            CharacterErrors.Count(reference, hypothesis),
            Counted: result.Hypothesis is not null || options.FailuresAreDeletions);
    }
}
