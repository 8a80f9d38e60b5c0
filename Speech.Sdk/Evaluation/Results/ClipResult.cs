namespace Speech.Sdk.Evaluation.Results;

/// <summary>What a run made of one clip: a text, or an error.</summary>
public sealed record ClipResult
{
    /// <summary>The clip.</summary>
    public required EvaluationClip Clip { get; init; }

    /// <summary>The text as the run wrote it. <value>null: the clip failed, or there is no text of it.</value></summary>
    public string? Hypothesis { get; init; }

    /// <summary>Why there is no text. <value>null: there is one.</value></summary>
    public string? Error { get; init; }

    /// <summary>The language that the run wrote or detected. <value>null: unknown.</value></summary>
    public string? Language { get; init; }

    /// <summary>The audio's length as it was heard. <value>null: not heard.</value></summary>
    public TimeSpan? Audio { get; init; }

    /// <summary>From when the clip's recording was opened to its text; clips that are heard together share that time. <value>null: not timed, as with texts made elsewhere.</value></summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>What was wrong with the audio and was mended, or else is worth knowing; usually empty.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
