using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Statistics;

namespace Speech.Sdk.Evaluation.Scoring;

/// <summary>Sums clips.</summary>
internal static class ScoreSums
{
    public static ScoreSummary Of(IReadOnlyCollection<ScoredClip> clips, ScoringOptions options)
    {
        ScoredClip[] counted = [.. clips.Where(clip => clip.Counted)];
        return new ScoreSummary
        {
            Clips = clips.Count,
            Failed = clips.Count(clip => clip.Result.Hypothesis is null),
            Audio = counted.Aggregate(TimeSpan.Zero, (sum, clip) => sum + (ClipLength.Of(clip) ?? TimeSpan.Zero)),
            Words = Sum(counted, clip => clip.Words.Counts),
            Characters = Sum(counted, clip => clip.Characters),
            WordErrorRateInterval = Interval(counted, clip => clip.Words.Counts, options),
            CharacterErrorRateInterval = Interval(counted, clip => clip.Characters, options),
        };
    }

    private static ErrorCounts Sum(ScoredClip[] clips, Func<ScoredClip, ErrorCounts> counts) =>
        clips.Aggregate(default(ErrorCounts), (sum, clip) => sum + counts(clip));

    private static ConfidenceInterval? Interval(ScoredClip[] clips, Func<ScoredClip, ErrorCounts> counts, ScoringOptions options) => Bootstrap.Interval(
        [.. clips.Select(counts).Select(clip => new ClipErrors((int)clip.Errors, (int)clip.ReferenceLength))],
        options.Draws, options.ConfidenceLevel, options.Seed);
}
