using Speech.Sdk.Evaluation.Metrics;

namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>An engine in all rounds.</summary>
internal sealed record EngineSummary
{
    public required Engine Engine { get; init; }

    /// <summary>Seconds by the clock, round by round.</summary>
    public required IReadOnlyList<double> Seconds { get; init; }

    /// <summary>The same of the warm-ups.</summary>
    public required IReadOnlyList<double> WarmUpSeconds { get; init; }

    /// <summary>Its seconds by those of the first engine in the same round, the median of the rounds: above 1 it is slower.</summary>
    public required double Ratio { get; init; }

    /// <summary>The median of its seconds by the seconds of audio.</summary>
    public required double RealTimeFactor { get; init; }

    /// <summary>Seconds of processors, the median of the rounds. null: not known on this system.</summary>
    public required double? ProcessorSeconds { get; init; }

    /// <summary>The most resident memory of any round. null: not known on this system.</summary>
    public required long? PeakBytes { get; init; }

    /// <summary>Errors in words.</summary>
    public required ErrorCounts Words { get; init; }
}
