using Speech.Sdk.Decoding;

namespace Speech.Sdk.Evaluation.Statistics;

/// <summary>
/// Where an error rate lies for other clips of the same kind: as many clips are drawn from those that there are, again and again, each as often as chance
/// will have it, and the middle of the rates is reported (Bisani and Ney, "Bootstrap estimates for confidence intervals in ASR performance evaluation", 2004).
/// Of two runs, the clips' differences are drawn, so both are always compared over the same clips.
/// </summary>
internal static class Bootstrap
{
    /// <summary>The interval of errors per length by the percentiles of the draws; the same clips, draws and seed give the same one everywhere.</summary>
    /// <returns>null where there is nothing to draw: fewer than two clips, references without a word, or no draws.</returns>
    public static ConfidenceInterval? Interval(ClipErrors[] clips, int draws, double level, int seed)
    {
        if (clips.Length < 2 || draws == 0 || clips.All(clip => clip.Length == 0))
            return null;

        ulong key = RandomNumbers.Key(seed);
        double[] rates = new double[draws];
        Parallel.For(0, draws, draw => rates[draw] = Draw(clips, new RandomNumbers(key, draw)));
        Array.Sort(rates);

        // As many draws are left out below as above (Efron and Tibshirani, "An Introduction to the Bootstrap", 12.5); the small number is for rounding.
        int outside = Math.Max(1, (int)(((draws + 1) * (1 - level) / 2) + 1e-9));
        return new ConfidenceInterval(rates[outside - 1], rates[^outside], level);
    }

    private static double Draw(ClipErrors[] clips, RandomNumbers random)
    {
        long errors, length;
        do
        {
            (errors, length) = (0, 0);
            for (int drawn = 0; drawn < clips.Length; drawn++)
            {
                ClipErrors clip = clips[random.Below(clips.Length)];
                errors += clip.Errors;
                length += clip.Length;
            }
        }
        while (length == 0); // Only clips where nothing is said: they have no rate.

        return (double)errors / length;
    }
}
