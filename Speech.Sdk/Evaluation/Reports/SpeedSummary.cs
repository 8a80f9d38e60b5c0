namespace Speech.Sdk.Evaluation.Reports;

/// <summary>How fast a run was.</summary>
public sealed record SpeedSummary
{
    /// <summary>Length of the audio that was heard.</summary>
    public required TimeSpan Audio { get; init; }

    /// <summary>The time that it took by the clock, loading not counted.</summary>
    public required TimeSpan Wall { get; init; }

    /// <summary>Time per time of audio: 0.1 is ten times as fast as speech. Not a number where no audio was heard.</summary>
    public double RealTimeFactor => Audio > TimeSpan.Zero ? Wall / Audio : double.NaN;

    /// <summary>Half of the clips had their text after this time, counted from when their recordings were opened.</summary>
    public required TimeSpan MedianLatency { get; init; }

    /// <summary>90% of the clips.</summary>
    public required TimeSpan Latency90 { get; init; }

    /// <summary>95% of the clips.</summary>
    public required TimeSpan Latency95 { get; init; }

    /// <summary>99% of the clips.</summary>
    public required TimeSpan Latency99 { get; init; }

    /// <summary>All of the clips.</summary>
    public required TimeSpan MaximumLatency { get; init; }
}
