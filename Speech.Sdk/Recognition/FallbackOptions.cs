namespace Speech.Sdk;

/// <summary>
/// When a window's text is not convincing and what is tried then: sampling at rising temperatures, as openai-whisper does it
/// (Radford et al. 2022, section 4.5).
/// </summary>
public sealed record FallbackOptions
{
    // One list for all, so that records with the defaults are equal.
    private static readonly IReadOnlyList<double> Rising = [0, 0.2, 0.4, 0.6, 0.8, 1];

    /// <summary>Tried in this order until a text passes. <value>0, 0.2, 0.4, 0.6, 0.8, 1.</value> At 0 the search is greedy or by beams, above it samples.</summary>
    public IReadOnlyList<double> Temperatures { get; init; } = Rising;

    /// <summary>A text that compresses better than this repeats itself and is tried again. <value>2.4.</value> null: no check.</summary>
    public double? CompressionRatio { get; init; } = 2.4;

    /// <summary>A text whose mean log-probability of a token is below this is tried again. <value>-1.</value> null: no check.</summary>
    public double? AverageLogProbability { get; init; } = -1;

    /// <summary>
    /// Above this no-speech probability, a text below <see cref="AverageLogProbability"/> is silence. <value>0.6.</value> null: no check.
    /// </summary>
    public double? NoSpeechProbability { get; init; } = 0.6;

    /// <summary>Independent samples at a temperature above 0, of which the likeliest is kept. <value>5.</value></summary>
    public int BestOf { get; init; } = 5;

    /// <summary>What sampling begins with: the same seed and audio give the same text. <value>0.</value></summary>
    public int Seed { get; init; }

    internal IEnumerable<string> Problems()
    {
        if (Temperatures.Count == 0 || Temperatures.Any(temperature => temperature is not (>= 0 and <= 10)))
            yield return $"Temperatures is [{string.Join(", ", Temperatures)}]; expected at least one number from 0 to 10.";
        if (CompressionRatio is { } ratio && !(ratio > 0 && double.IsFinite(ratio)))
            yield return $"CompressionRatio is {ratio}; expected more than 0, or null for no check.";
        if (AverageLogProbability is { } probability && !double.IsFinite(probability))
            yield return $"AverageLogProbability is {probability}; expected a finite number, or null for no check.";
        if (NoSpeechProbability is { } silence && silence is not (>= 0 and <= 1))
            yield return $"NoSpeechProbability is {silence}; expected 0 to 1, or null for no check.";
        if (BestOf is < 1 or > 64)
            yield return $"BestOf is {BestOf}; expected 1 to 64.";
    }
}
