namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>A text made elsewhere and what it says of its clip: an id, a recording's path, or both.</summary>
internal readonly record struct Hypothesis(string? Id, string? Audio, string Text, SourceLine Line)
{
    /// <summary>The part of the recording. null: all of it, or not told.</summary>
    public TimeRange? Range { get; init; }

    /// <summary>What people know it by.</summary>
    public string Name => Id ?? (Range is { } range ? Audio + ClipNames.Suffix(range) : Audio!);
}
