namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>What a process took, with all that it started.</summary>
/// <param name="Wall">From its start to its end by a clock that nobody sets.</param>
/// <param name="Processor">User and system time. null: not known on this system.</param>
/// <param name="PeakBytes">The most resident memory. null: not known on this system.</param>
internal readonly record struct ProcessCost(TimeSpan Wall, TimeSpan? Processor, long? PeakBytes)
{
    /// <summary>What this one and another that ran after it took.</summary>
    public ProcessCost Then(ProcessCost next) =>
        new(Wall + next.Wall, Processor + next.Processor, PeakBytes is { } peak && next.PeakBytes is { } other ? Math.Max(peak, other) : null);
}
