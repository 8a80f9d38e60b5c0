namespace Speech.Sdk.Decoding;

/// <summary>A search of one model for one call: <see cref="DecodingOptions"/>, completed by what the model says.</summary>
internal sealed record SearchOptions
{
    /// <summary>The token that ends a text.</summary>
    public required int EndOfText { get; init; }

    /// <summary>The most tokens that prompt and text together may have. A decoder of 448 positions allows 448 in transformers, 449 in openai-whisper.</summary>
    public required int MaxLength { get; init; }

    /// <summary>The most tokens that a text may have, end of text included. <value>No limit but MaxLength.</value> openai-whisper: 224.</summary>
    public int MaxTokens { get; init; } = int.MaxValue;

    /// <summary>What ends texts that repeat themselves; the others are what they are without it. <value>null: such a text goes on up to its limit.</value></summary>
    public RepetitionStop? Repetition { get; init; }

    /// <summary>Applied in this order to every row. <value>None.</value></summary>
    public IReadOnlyList<ILogitsProcessor> Processors { get; init; } = [];

    /// <inheritdoc cref="DecodingOptions.BeamSize"/>
    public int BeamSize { get; init; } = 1;

    /// <summary>
    /// Scores are divided by length^LengthPenalty, the end of text counted; with <see cref="BeamStopping.Patience"/> by the length
    /// without the end of text, or where this is not 1 by ((5 + length) / 6)^LengthPenalty. <value>1.</value>
    /// </summary>
    public double LengthPenalty { get; init; } = 1;

    /// <inheritdoc cref="DecodingOptions.Stopping"/>
    public BeamStopping Stopping { get; init; } = BeamStopping.Heuristic;

    /// <inheritdoc cref="DecodingOptions.Patience"/>
    public double Patience { get; init; } = 1;

    /// <summary>What the caller asked for, on a model with this end of text and this many tokens a row.</summary>
    public static SearchOptions From(DecodingOptions options, int endOfText, int maxLength, IReadOnlyList<ILogitsProcessor> processors) => new()
    {
        EndOfText = endOfText,
        MaxLength = maxLength,
        MaxTokens = options.MaxTokens ?? int.MaxValue,
        Processors = processors,
        BeamSize = options.BeamSize ?? 1,
        LengthPenalty = options.LengthPenalty,
        Stopping = options.Stopping,
        Patience = options.Patience,
    };

    /// <summary>How many tokens may be written after a prompt.</summary>
    /// <exception cref="InvalidOptionException">The prompt leaves no room.</exception>
    internal int Limit(int promptLength) => promptLength < MaxLength
        ? Math.Min(MaxTokens, MaxLength - promptLength)
        : throw new InvalidOptionException(
            $"The prompt has {promptLength} tokens; expected fewer than {MaxLength}, which is all that the model takes. Shorten the prompt.");
}
