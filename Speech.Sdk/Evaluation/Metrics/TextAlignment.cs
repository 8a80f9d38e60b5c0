namespace Speech.Sdk.Evaluation.Metrics;

/// <summary>A hypothesis set against its reference with the fewest edits.</summary>
public sealed record TextAlignment
{
    /// <summary>The reference's words, or characters.</summary>
    public required IReadOnlyList<string> Reference { get; init; }

    /// <summary>The hypothesis' words, or characters.</summary>
    public required IReadOnlyList<string> Hypothesis { get; init; }

    /// <summary>What lies between them, from the first word to the last.</summary>
    public required IReadOnlyList<EditChunk> Chunks { get; init; }

    /// <summary>The errors.</summary>
    public required ErrorCounts Counts { get; init; }

    internal static TextAlignment Of(string[] reference, string[] hypothesis, EditChunk[] chunks) =>
        new() { Reference = reference, Hypothesis = hypothesis, Chunks = chunks, Counts = ErrorCounts.Of(chunks) };
}
