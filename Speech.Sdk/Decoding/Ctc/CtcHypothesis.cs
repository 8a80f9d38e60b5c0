namespace Speech.Sdk.Decoding.Ctc;

/// <summary>One reading of a recording's frames.</summary>
internal sealed record CtcHypothesis
{
    /// <summary>The words, with single spaces between them.</summary>
    public required string Text { get; init; }

    public required IReadOnlyList<CtcWord> Words { get; init; }

    /// <summary>Log-probability of the text given the audio, natural logarithm.</summary>
    public required double AcousticScore { get; init; }

    /// <summary>What language model, word bonus and hotwords add, weighted, in the same unit.</summary>
    public double LanguageScore { get; init; }

    public double Score => AcousticScore + LanguageScore;
}
