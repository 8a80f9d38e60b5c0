namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>How texts made elsewhere are read.</summary>
public sealed record HypothesisOptions
{
    /// <summary>The kind, one of <see cref="HypothesisFile.Kinds"/>. <value>null: found out by looking.</value></summary>
    public string? Kind { get; init; }

    /// <summary>Whether there may be texts that belong to none of the clips. <value>false: that is an error.</value></summary>
    public bool AllowUnmatched { get; init; }
}
