namespace Speech.Sdk.Evaluation.Results;

/// <summary>What made a run's texts: all that somebody needs to make them again.</summary>
public sealed record RunInfo
{
    /// <summary>What the run is called in tables, unique in a report.</summary>
    public required string Name { get; init; }

    /// <summary>The model as it was asked for. <value>null: the texts were made elsewhere.</value></summary>
    public string? Model { get; init; }

    /// <summary>SHA-256 over the model's files, in hexadecimal. <value>null: the texts were made elsewhere.</value></summary>
    public string? ModelHash { get; init; }

    /// <summary>The model's family and precision, for example <c>whisper int8</c>. <value>null: unknown.</value></summary>
    public string? Kind { get; init; }

    /// <summary>Where inference ran, for example <c>Cpu</c>. <value>null: unknown.</value></summary>
    public string? ExecutionProvider { get; init; }

    /// <summary>The options that differ from the defaults, as they were given. <value>Empty: none.</value></summary>
    public string Options { get; init; } = "";

    /// <summary>The kind of machine: processor, number of processors, system. <value>null: unknown.</value></summary>
    public string? Machine { get; init; }

    /// <summary>The version of this library. <value>null: the texts were made elsewhere.</value></summary>
    public string? Version { get; init; }

    /// <summary>When the run began, in UTC.</summary>
    public DateTimeOffset Started { get; init; }
}
