namespace Speech.Sdk.Transcripts;

/// <summary>A hypothesis of a beam search.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Score">
/// Sum of log-probabilities divided by length to the power of the length penalty. With CTC models <see cref="AcousticScore"/> and
/// <see cref="LanguageScore"/> added, of the reading of the whole recording that the text is from.
/// </param>
/// <param name="Tokens">Its token ids.</param>
public sealed record Alternative(string Text, double Score, IReadOnlyList<int> Tokens)
{
    /// <summary>With CTC models the log-probability of the reading given the audio alone, natural logarithm; otherwise null.</summary>
    public double? AcousticScore { get; init; }

    /// <summary>With CTC models what language model, words' bonus and hotwords add, weighted, natural logarithm; 0 without them; otherwise null.</summary>
    public double? LanguageScore { get; init; }
}
