namespace Speech.Sdk.Benchmarks.Scaling;

/// <summary>What a process of its own measures.</summary>
internal sealed record ScalingPoint
{
    /// <summary>A model's name or folder.</summary>
    public required string Model { get; init; }

    /// <summary>Length of a recording.</summary>
    public double Seconds { get; init; }

    /// <summary>Windows decoded together. <value>null: the default.</value></summary>
    public int? BatchSize { get; init; }

    /// <summary>Threads of an inference. <value>0: the default.</value></summary>
    public int Threads { get; init; }

    /// <summary>Calls at a time, a recording each.</summary>
    public int Callers { get; init; } = 1;
}
