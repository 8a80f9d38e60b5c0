namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>What an engine took for a workload in a round.</summary>
/// <param name="Round">From 1; warm-ups are 0 and below.</param>
/// <param name="Engine">The engine.</param>
/// <param name="Workload">The workload.</param>
/// <param name="Cost">All of its processes, one after the other.</param>
internal sealed record Measurement(int Round, Engine Engine, Workload Workload, ProcessCost Cost)
{
    public bool IsWarmUp => Round < 1;
}
