using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Statistics;

namespace Speech.Sdk.Evaluation.Scoring;

/// <summary>Compares runs over the clips that are counted in both.</summary>
internal static class RunPairs
{
    /// <summary>Every later run against every one before it, but for pairs that have too few clips in common to say anything.</summary>
    public static IEnumerable<RunComparison> Compare(IReadOnlyList<RunReport> runs, ScoringOptions options)
    {
        for (int later = 1; later < runs.Count; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                if (Compare(runs[earlier], runs[later], options) is { } comparison)
                    yield return comparison;
            }
        }
    }

    private static RunComparison? Compare(RunReport baseline, RunReport run, ScoringOptions options)
    {
        Dictionary<string, ScoredClip> before = baseline.Clips.Where(clip => clip.Counted).ToDictionary(clip => clip.Result.Clip.Id);
        List<ClipErrors> differences = [];
        foreach (ScoredClip clip in run.Clips.Where(clip => clip.Counted))
        {
            if (before.TryGetValue(clip.Result.Clip.Id, out ScoredClip? same))
                differences.Add(new ClipErrors((int)(clip.Words.Counts.Errors - same.Words.Counts.Errors), clip.Words.Reference.Count));
        }

        if (Bootstrap.Interval([.. differences], options.Draws, options.ConfidenceLevel, options.Seed) is not { } interval)
            return null;
        int[] errors = [.. differences.Select(clip => clip.Errors)];
        return new RunComparison
        {
            Baseline = baseline.Run.Name,
            Run = run.Run.Name,
            Clips = errors.Length,
            Difference = (double)errors.Sum(clip => (long)clip) / differences.Sum(clip => (long)clip.Length),
            Interval = interval,
            PermutationP = RandomisationTest.P(errors, options.Draws, options.Seed),
            MatchedPairsP = MatchedPairsTest.P(errors),
        };
    }
}
