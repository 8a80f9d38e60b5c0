namespace Speech.Sdk.Models.Recordings;

/// <summary>Options that speak of windows, of text that a model is told and of tries: what Whisper alone understands.</summary>
internal static class WindowOptions
{
    private static readonly TranscriptionOptions Defaults = new();

    /// <summary>The names of those that were given, whatever else.</summary>
    public static IEnumerable<string> GivenIn(TranscriptionOptions options) => new (string Name, bool Given)[]
    {
        (nameof(options.Task), options.Task != SpeechTask.Transcribe),
        (nameof(options.AllowedLanguages), options.AllowedLanguages is not null),
        (nameof(options.DetectLanguagePerStretch), options.DetectLanguagePerStretch),
        (nameof(options.Window), options.Window is not null),
        (nameof(options.Fallback), options.Fallback != Defaults.Fallback),
        (nameof(options.DropRepetitions), options.DropRepetitions is not null),
        (nameof(options.HallucinationSilence), options.HallucinationSilence is not null),
        (nameof(options.ConditionOnPreviousText), options.ConditionOnPreviousText is not null),
        (nameof(options.Prompt), options.Prompt is not null),
        (nameof(options.CarryPrompt), options.CarryPrompt is not null),
        (nameof(options.Prefix), options.Prefix is not null),
        (nameof(options.JournalPath), options.JournalPath is not null),
        (nameof(options.Decoding.LengthPenalty), options.Decoding.LengthPenalty != Defaults.Decoding.LengthPenalty),
        (nameof(options.Decoding.Stopping), options.Decoding.Stopping != Defaults.Decoding.Stopping),
        (nameof(options.Decoding.Patience), options.Decoding.Patience != Defaults.Decoding.Patience),
        (nameof(options.Decoding.RepetitionPenalty), options.Decoding.RepetitionPenalty != Defaults.Decoding.RepetitionPenalty),
        (nameof(options.Decoding.NoRepeatNgramSize), options.Decoding.NoRepeatNgramSize != Defaults.Decoding.NoRepeatNgramSize),
        (nameof(options.Decoding.SuppressTokens), options.Decoding.SuppressTokens is not null),
        (nameof(options.Decoding.ForcedTokens), options.Decoding.ForcedTokens.Count > 0),
        (nameof(options.Decoding.SuppressPattern), options.Decoding.SuppressPattern is not null),
        (nameof(options.Decoding.MaxTokens), options.Decoding.MaxTokens is not null),
        (nameof(options.Decoding.MaxInitialTimestamp), options.Decoding.MaxInitialTimestamp != Defaults.Decoding.MaxInitialTimestamp),
    }.Where(option => option.Given).Select(option => option.Name);
}
