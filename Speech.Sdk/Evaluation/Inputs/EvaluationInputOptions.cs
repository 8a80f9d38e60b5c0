namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>How lists and folders of clips are read.</summary>
public sealed record EvaluationInputOptions
{
    /// <summary>The kind of the inputs, one of <see cref="EvaluationInput.Kinds"/>. <value>null: found out by looking.</value></summary>
    public string? Kind { get; init; }

    /// <summary>The split to read of corpora that have a list for each, where a folder is given: Common Voice and FLEURS. <value>test.</value></summary>
    public string Split { get; init; } = "test";
}
