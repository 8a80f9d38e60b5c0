using Speech.Sdk.Inference;

namespace Speech.Sdk;

/// <summary>Where the words of a text are in a recording. Times are monotonic and inside the recording.</summary>
public sealed record Alignment
{
    /// <summary>The lines of the text that are not blank, in their order.</summary>
    public required IReadOnlyList<AlignedLine> Lines { get; init; }

    /// <summary>The words of all lines.</summary>
    public IEnumerable<AlignedWord> Words => Lines.SelectMany(line => line.Words);

    /// <summary>The recording's length.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The execution provider that inference ran on.</summary>
    public required ExecutionProvider ExecutionProvider { get; init; }

    /// <summary>What was mended while the audio was read, such as a cut-off end.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
