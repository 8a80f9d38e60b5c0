namespace Speech.Sdk;

/// <summary>How a recording is transcribed. Unset values take the model's own defaults.</summary>
public sealed record TranscriptionOptions
{
    /// <summary>The spoken language: a code (<c>de</c>) or an English name (<c>german</c>). <value>null: detected from the audio.</value></summary>
    public string? Language { get; init; }

    /// <summary>Languages that detection may choose from. <value>null: all that the model knows.</value></summary>
    public IReadOnlyList<string>? AllowedLanguages { get; init; }

    /// <summary>Transcribe, or translate into English. <value>Transcribe.</value></summary>
    public SpeechTask Task { get; init; } = SpeechTask.Transcribe;

    /// <summary>Whether segments with times are wanted. <value>true.</value> Without them a window is one segment, decoded without time tokens.</summary>
    public bool Timestamps { get; init; } = true;

    /// <summary>Text that every window is told to follow: names, spelling, style. <value>null: none.</value></summary>
    public string? Prompt { get; init; }

    /// <summary>Text that the first window's transcript is made to begin with. <value>null: none.</value></summary>
    public string? Prefix { get; init; }

    /// <summary>How tokens are chosen. <value>Greedy.</value></summary>
    public DecodingOptions Decoding { get; init; } = new();

    /// <summary>How many windows are decoded together. <value>8.</value> The result does not depend on it.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Called with the position reached, in the order of the recording. <value>null: nobody listens.</value></summary>
    public IProgress<TranscriptionProgress>? Progress { get; init; }

    /// <summary>Checks every option that can be checked without a model.</summary>
    /// <exception cref="InvalidOptionException">Lists every option that is out of range.</exception>
    public void Validate()
    {
        string[] problems = [.. Problems()];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
    }

    internal IEnumerable<string> Problems()
    {
        foreach (string problem in Decoding.Problems())
            yield return problem;
        if (BatchSize is < 1 or > 1024)
            yield return $"BatchSize is {BatchSize}; expected 1 to 1024.";
        if (AllowedLanguages is { Count: 0 })
            yield return "AllowedLanguages is empty; expected at least one language, or null for all.";
        if (!Enum.IsDefined(Task))
            yield return $"Task is {Task}; expected Transcribe or Translate.";
    }
}
