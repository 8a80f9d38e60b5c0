namespace Speech.Sdk.Evaluation;

/// <summary>One recording, or a part of one, with the text that a person wrote down of it.</summary>
public sealed record EvaluationClip
{
    /// <summary>What tells the clip from all others of an evaluation: its set and its name there, with a slash between.</summary>
    public required string Id { get; init; }

    /// <summary>The set that it belongs to, for example <c>en_librispeech</c>.</summary>
    public required string Set { get; init; }

    /// <summary>The reference text, as it was given; empty where nothing is said.</summary>
    public required string Reference { get; init; }

    /// <summary>The recording's path. <value>null: there is none, only texts made elsewhere are scored.</value></summary>
    public string? AudioPath { get; init; }

    /// <summary>The part of the recording that is the clip. <value>null: all of it.</value></summary>
    public TimeRange? Range { get; init; }

    /// <summary>The code of the spoken language. <value>null: unknown.</value></summary>
    public string? Language { get; init; }

    /// <summary>Who speaks. <value>null: unknown.</value></summary>
    public string? Speaker { get; init; }

    /// <summary>The clip's length. <value>null: not known before it is heard.</value></summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How loud the noise is, as the manifest says it (<c>10 dB</c>, <c>0</c>, <c>street</c>). <value>null: unknown.</value></summary>
    public string? Noise { get; init; }

    /// <summary>All that the manifest says besides, by field: text, numbers and truth values as text.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}
