namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>In what the references' decoding of a window differs, and what is ours.</summary>
internal abstract record DecodingRules
{
    /// <summary>The most tokens of a window's text, end of text included.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>The most tokens of prompt and text together.</summary>
    public required int MaxLength { get; init; }

    public static DecodingRules Of(LongForm longForm, WhisperConfig config) => longForm switch
    {
        // openai-whisper writes at most half of the positions and looks at the limit only after a token.
        LongForm.Sequential => new KeepLast { MaxTokens = config.TargetPositions / 2, MaxLength = config.TargetPositions + 1 },
        LongForm.SequentialTransformers or LongForm.Chunked => new KeepLast { MaxTokens = int.MaxValue, MaxLength = config.TargetPositions },
        _ => new KeepLikeliest { MaxTokens = int.MaxValue, MaxLength = config.TargetPositions },
    };

    /// <summary>Which text stays when no temperature gave a convincing one.</summary>
    public abstract DecodedWindow Choose(IReadOnlyList<DecodedWindow> attempts, FallbackOptions options);

    private sealed record KeepLast : DecodingRules
    {
        public override DecodedWindow Choose(IReadOnlyList<DecodedWindow> attempts, FallbackOptions options) => attempts[^1];
    }

    private sealed record KeepLikeliest : DecodingRules
    {
        // A loop is likely in the model's eyes, so that texts without one come first.
        public override DecodedWindow Choose(IReadOnlyList<DecodedWindow> attempts, FallbackOptions options) =>
            attempts.OrderBy(options.Repeats).ThenByDescending(attempt => attempt.AverageLogProbability).First();
    }
}
