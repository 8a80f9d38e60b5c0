namespace Speech.Sdk.Models.Windows;

/// <summary>A recording's windows with their probabilities.</summary>
internal sealed class ScoredRecording
{
    public WindowScores Scores { get; } = new();

    /// <summary>Its length in samples.</summary>
    public long Samples { get; set; }

    public IReadOnlyList<string> Warnings { get; set; } = [];
}
