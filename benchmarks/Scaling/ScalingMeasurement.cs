namespace Speech.Sdk.Benchmarks.Scaling;

/// <summary>What a point took.</summary>
/// <param name="Wall">Seconds by the clock, loading not counted.</param>
/// <param name="Processor">Seconds of processors.</param>
/// <param name="Audio">Seconds of audio, of all callers together.</param>
/// <param name="LoadedBytes">Resident memory behind loading.</param>
/// <param name="PeakBytes">The most resident memory. 0: not known on this system.</param>
internal sealed record ScalingMeasurement(double Wall, double Processor, double Audio, long LoadedBytes, long PeakBytes)
{
    /// <summary>When it was measured.</summary>
    public DateTimeOffset At { get; init; }
}
