namespace Speech.Sdk.Benchmarks.Scaling;

/// <summary>What a process of its own measures.</summary>
internal sealed record ScalingPoint
{
    /// <summary>A model's name or folder.</summary>
    public required string Model { get; init; }

    /// <summary>What the recordings are made of.</summary>
    public required string Sound { get; init; }

    /// <summary>What order and pauses of the clips follow from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Length of a recording.</summary>
    public double Seconds { get; init; }

    /// <summary>Windows decoded together. <value>null: the default.</value></summary>
    public int? BatchSize { get; init; }

    /// <summary>Threads of an inference. <value>0: the default.</value></summary>
    public int Threads { get; init; }

    /// <summary>Calls at a time, each of the same recording.</summary>
    public int Callers { get; init; } = 1;
}
