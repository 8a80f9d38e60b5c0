using Speech.Sdk.Audio;

namespace Speech.Sdk;

/// <summary>How the languages of a recording are identified.</summary>
public sealed record LanguageIdentificationOptions
{
    /// <summary>How much is heard at once. <value>null: the model's own window, which is the most.</value> Shorter finds more changes and errs more.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>From the beginning of one window to that of the next, at most a window. <value>null: a window, without overlap.</value></summary>
    public TimeSpan? Hop { get; init; }

    /// <summary>Languages to choose from, by code or English name. <value>null: all that the model knows.</value></summary>
    public IReadOnlyList<string>? AllowedLanguages { get; init; }

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

    private IEnumerable<string> Problems()
    {
        if (AllowedLanguages is { Count: 0 })
            yield return "AllowedLanguages is empty; expected at least one language, or null for all.";
        foreach (string problem in WindowLength.Problems(Window, Hop))
            yield return problem;
    }
}
