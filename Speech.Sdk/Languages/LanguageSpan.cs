using Speech.Sdk.Transcripts;

namespace Speech.Sdk;

/// <summary>A stretch of a recording in one language.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Languages">The language and the others that it could have been, the likeliest first.</param>
public sealed record LanguageSpan(TimeSpan Start, TimeSpan End, IReadOnlyList<LanguageProbability> Languages)
{
    /// <summary>The likeliest language's code.</summary>
    public string Language => Languages[0].Language;

    /// <summary>How likely <see cref="Language"/> is: low over music, noise and silence, which hold no language.</summary>
    public double Probability => Languages[0].Probability;
}
