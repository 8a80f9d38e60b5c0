namespace Speech.Sdk.Decoding;

/// <summary>What a search wrote for one audio.</summary>
internal sealed record Hypothesis
{
    /// <summary>The written tokens, without prompt and end of text.</summary>
    public required IReadOnlyList<int> Tokens { get; init; }

    /// <summary>The log-probability of each token, as <see cref="SumLogProbability"/> counts it.</summary>
    public required IReadOnlyList<float> TokenLogProbabilities { get; init; }

    /// <summary>The sum over the tokens and the end of text, if it was written.</summary>
    public required float SumLogProbability { get; init; }

    /// <summary>What hypotheses of one audio are ranked by: the sum, normalised for the length.</summary>
    public required float Score { get; init; }

    /// <summary>Whether the end of text was written; otherwise the search stopped at its limit, or in a loop.</summary>
    public required bool Ended { get; init; }

    /// <summary>Whether the search stopped because the text repeats itself.</summary>
    public bool Loops { get; init; }

    /// <summary>The sum divided by the number of tokens and the end of text, as openai-whisper reports it.</summary>
    public float AverageLogProbability => SumLogProbability / (Tokens.Count + 1);
}
