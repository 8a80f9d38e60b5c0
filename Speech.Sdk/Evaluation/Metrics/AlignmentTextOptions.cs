namespace Speech.Sdk.Evaluation.Metrics;

/// <summary>What <see cref="AlignmentText"/> writes.</summary>
public sealed record AlignmentTextOptions
{
    /// <summary>Whether texts without an error are left out. <value>true.</value></summary>
    public bool SkipCorrect { get; init; } = true;

    /// <summary>Whether counts and rates are written at the end. <value>true.</value></summary>
    public bool ShowMeasures { get; init; } = true;

    /// <summary>Characters a line, from which on a text goes on in another; a longer word stays whole. <value>null: each text is one line.</value></summary>
    public int? LineWidth { get; init; }
}
