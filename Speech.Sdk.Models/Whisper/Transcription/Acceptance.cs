namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>Judges a window's text by the caller's thresholds (openai-whisper, transcribe.py).</summary>
internal static class Acceptance
{
    /// <summary>Whether no other temperature is to be tried: the text is convincing, or nobody speaks and no text is expected to be.</summary>
    public static bool Accepts(this FallbackOptions options, DecodedWindow window) =>
        options.IsUnlikely(window) ? window.NoSpeechProbability > options.NoSpeechProbability : !options.Repeats(window);

    /// <summary>Whether nobody speaks in the window: silence is likely, and the text is not convincing either.</summary>
    public static bool IsSilence(this FallbackOptions options, DecodedWindow window) =>
        window.NoSpeechProbability > options.NoSpeechProbability
        && (options.AverageLogProbability is not { } least || window.AverageLogProbability <= least);

    public static bool Repeats(this FallbackOptions options, DecodedWindow window) => window.CompressionRatio > options.CompressionRatio;

    private static bool IsUnlikely(this FallbackOptions options, DecodedWindow window) => window.AverageLogProbability < options.AverageLogProbability;
}
