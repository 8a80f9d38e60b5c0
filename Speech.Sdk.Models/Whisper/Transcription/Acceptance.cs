using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>Judges a window's text by the caller's thresholds (openai-whisper, transcribe.py).</summary>
internal static class Acceptance
{
    /// <summary>Whether no other temperature is to be tried: the text is convincing, or nobody speaks and no text is expected to be.</summary>
    public static bool Accepts(this FallbackOptions options, DecodedWindow window) =>
        options.IsUnlikely(window) ? window.NoSpeechProbability > options.NoSpeechProbability : !options.Repeats(window);

    /// <summary>
    /// Whether a text is believed although the encoder heard less than the model's window: it passes, the model ended it itself or the caller's limit did, and
    /// silence is not likely, which a whole window tells better.
    /// </summary>
    public static bool AcceptsFitted(this TranscriptionOptions options, DecodedWindow window) =>
        (window.Ended || options.Decoding.MaxTokens is not null) && options.Fallback.Accepts(window)
        && !(window.NoSpeechProbability > options.Fallback.NoSpeechProbability);

    /// <summary>Whether nobody speaks in the window: silence is likely, and the text is not convincing either.</summary>
    public static bool IsSilence(this FallbackOptions options, DecodedWindow window) =>
        !window.Loops && window.NoSpeechProbability > options.NoSpeechProbability
        && (options.AverageLogProbability is not { } least || window.AverageLogProbability <= least);

    public static bool Repeats(this FallbackOptions options, DecodedWindow window) => window.Loops || window.CompressionRatio > options.CompressionRatio;

    /// <summary>What becomes of a window whose text is not believed, and why; null where it is.</summary>
    public static (CoverageKind Kind, string Reason)? Refusal(this TranscriptionPlan plan, DecodedWindow window)
    {
        if (plan.Options.Fallback.IsSilence(window))
            return (CoverageKind.NoSpeech, FormattableString.Invariant($"no-speech probability {window.NoSpeechProbability:0.00}, average log-probability {window.AverageLogProbability:0.00}"));
        if (plan.DropsRepetitions && plan.Options.Fallback.Repeats(window))
            return (CoverageKind.Dropped, FormattableString.Invariant($"the text repeats itself at every temperature (compression ratio {window.CompressionRatio:0.0})"));
        return null;
    }

    // A loop that was ended early would have grown surer of itself; it is judged as a loop.
    private static bool IsUnlikely(this FallbackOptions options, DecodedWindow window) => !window.Loops && window.AverageLogProbability < options.AverageLogProbability;
}
