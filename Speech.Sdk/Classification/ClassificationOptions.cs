using Speech.Sdk.Audio;

namespace Speech.Sdk;

/// <summary>How a recording is classified.</summary>
public sealed record ClassificationOptions
{
    /// <summary>At most this many labels in every list, the likeliest. <value>null: all.</value></summary>
    public int? Top { get; init; }

    /// <summary>How much of a long recording is heard at once. <value>null: the model's own window, which is the most.</value></summary>
    public TimeSpan? Window { get; init; }

    /// <summary>From the beginning of one window to that of the next, at most a window. <value>null: a window, without overlap; two thirds of one where frames are classified.</value></summary>
    public TimeSpan? Hop { get; init; }

    /// <summary>When a label counts as active, for models that classify frames; an error with others. <value>null: the standard values.</value></summary>
    public ActivityOptions? Activity { get; init; }

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
        if (Top is < 1)
            yield return $"Top is {Top}; expected at least 1, or null for all labels.";
        foreach (string problem in WindowLength.Problems(Window, Hop))
            yield return problem;
        foreach (string problem in Activity?.Problems() ?? [])
            yield return problem;
    }
}
