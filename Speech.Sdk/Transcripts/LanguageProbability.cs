namespace Speech.Sdk.Transcripts;

/// <summary>How likely a language is spoken.</summary>
/// <param name="Language">The language's code.</param>
/// <param name="Probability">0 to 1; over all languages that were allowed they add up to 1.</param>
public readonly record struct LanguageProbability(string Language, double Probability);
