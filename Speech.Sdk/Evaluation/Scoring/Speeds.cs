using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation.Scoring;

/// <summary>Sums how fast a run was.</summary>
internal static class Speeds
{
    /// <summary>The run's speed; null where its time or that of its clips was not taken.</summary>
    public static SpeedSummary? Of(RunResults run)
    {
        TimeSpan[] latencies = [.. run.Clips.Select(clip => clip.Latency).OfType<TimeSpan>().Order()];
        return run.Wall is not { } wall || latencies.Length == 0 ? null : new SpeedSummary
        {
            Audio = run.Clips.Aggregate(TimeSpan.Zero, (sum, clip) => sum + (clip.Audio ?? TimeSpan.Zero)),
            Wall = wall,
            MedianLatency = Percentile(latencies, 50),
            Latency90 = Percentile(latencies, 90),
            Latency95 = Percentile(latencies, 95),
            Latency99 = Percentile(latencies, 99),
            MaximumLatency = latencies[^1],
        };
    }

    /// <summary>By the nearest rank: the least that so many percent are not above.</summary>
    private static TimeSpan Percentile(TimeSpan[] sorted, int percent) => sorted[(int)((((long)sorted.Length * percent) + 99) / 100) - 1];
}
