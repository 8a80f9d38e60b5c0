using Speech.Sdk.Benchmarks.Tables;
using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Evaluation.Reports;

namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>All that a comparison measured.</summary>
/// <param name="Settings">What was compared.</param>
/// <param name="Measurements">Every engine, workload and round.</param>
/// <param name="Scores">The errors of the engines' texts.</param>
/// <param name="UnsteadyClips">Clips whose text was another one in a later round.</param>
internal sealed record ComparisonResult(
    ComparisonSettings Settings, IReadOnlyList<Measurement> Measurements, EvaluationReport Scores, IReadOnlyDictionary<Engine, int> UnsteadyClips)
{
    /// <summary>An engine over some workloads, all of a round together.</summary>
    public EngineSummary Summary(Engine engine, IReadOnlyList<Workload> workloads)
    {
        ProcessCost[] rounds = Rounds(engine, workloads, isWarmUp: false), warmUps = Rounds(engine, workloads, isWarmUp: true);
        double[] seconds = Seconds(rounds), first = Seconds(Rounds(Settings.Engines[0], workloads, isWarmUp: false));
        return new EngineSummary
        {
            Engine = engine,
            Seconds = seconds,
            WarmUpSeconds = Seconds(warmUps),
            // Of the same round: what slowed one down slowed the other too.
            Ratio = Numbers.Median(seconds.Zip(first, (own, other) => own / other)),
            RealTimeFactor = Numbers.Median(seconds) / workloads.Sum(workload => workload.Audio.TotalSeconds),
            ProcessorSeconds = rounds.Any(round => round.Processor is null) ? null : Numbers.Median(rounds.Select(round => round.Processor!.Value.TotalSeconds)),
            PeakBytes = rounds.Max(round => round.PeakBytes),
            Words = Words(engine, workloads),
        };
    }

    private ProcessCost[] Rounds(Engine engine, IReadOnlyList<Workload> workloads, bool isWarmUp) => [.. Measurements
        .Where(measured => measured.Engine == engine && measured.IsWarmUp == isWarmUp && workloads.Contains(measured.Workload))
        .GroupBy(measured => measured.Round)
        .Select(round => round.Select(measured => measured.Cost).Aggregate((sum, next) => sum.Then(next)))];

    private static double[] Seconds(ProcessCost[] rounds) => Array.ConvertAll(rounds, round => round.Wall.TotalSeconds);

    private ErrorCounts Words(Engine engine, IReadOnlyList<Workload> workloads)
    {
        HashSet<string> ids = [.. workloads.SelectMany(workload => workload.Clips).Select(clip => clip.Id)];
        return Scores.Runs.Single(run => run.Run.Name == engine.Name).Clips
            .Where(clip => ids.Contains(clip.Result.Clip.Id))
            .Aggregate(default(ErrorCounts), (sum, clip) => sum + clip.Words.Counts);
    }
}
