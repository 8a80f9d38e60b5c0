using Speech.Sdk.Audio;

namespace Speech.Sdk;

/// <summary>How a recording's voice is embedded.</summary>
public sealed record EmbeddingOptions
{
    /// <summary>How much of a long recording is heard at once. <value>null: the model's own window, which is the most.</value></summary>
    public TimeSpan? Window { get; init; }

    /// <summary>From the beginning of one window to that of the next, at most a window. <value>null: a window, without overlap.</value></summary>
    public TimeSpan? Hop { get; init; }

    /// <summary>Called with the position reached, in the order of the recording. <value>null: nobody listens.</value></summary>
    public IProgress<TranscriptionProgress>? Progress { get; init; }

    /// <summary>Checks every option that can be checked without a model.</summary>
    /// <exception cref="InvalidOptionException">Lists every option that is out of range.</exception>
    public void Validate()
    {
        string[] problems = [.. WindowLength.Problems(Window, Hop)];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
    }
}
