using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation.Reports.Writers.Tables;

/// <summary>
/// Real-time factors by set. Latencies tell them only where clips were heard one after the other; where several are heard at once, each
/// clip's latency holds the others' work.
/// </summary>
internal sealed class SetSpeeds
{
    private readonly Dictionary<string, (TimeSpan Latency, TimeSpan Audio)> _sets;

    private SetSpeeds(Dictionary<string, (TimeSpan Latency, TimeSpan Audio)> sets) => _sets = sets;

    /// <summary>null where they cannot be told.</summary>
    public static SetSpeeds? Of(RunReport run)
    {
        ClipResult[] timed = [.. run.Clips.Select(clip => clip.Result).Where(result => result is { Latency: not null, Audio: not null })];
        if (run.Speed is null || Sum(timed, result => result.Latency!.Value) > 1.01 * run.Speed.Wall)
            return null;
        return new(timed.GroupBy(result => result.Clip.Set).ToDictionary(
            set => set.Key, set => (Sum(set, result => result.Latency!.Value), Sum(set, result => result.Audio!.Value))));
    }

    public double? RealTimeFactor(string set) =>
        _sets.TryGetValue(set, out (TimeSpan Latency, TimeSpan Audio) times) && times.Audio > TimeSpan.Zero ? times.Latency / times.Audio : null;

    private static TimeSpan Sum(IEnumerable<ClipResult> results, Func<ClipResult, TimeSpan> time) => TimeSpan.FromTicks(results.Sum(result => time(result).Ticks));
}
