using Speech.Sdk.Models.Whisper.Words;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>Tells when the text of a window is said.</summary>
internal interface IWindowTimes
{
    /// <inheritdoc cref="WordAligner.Align"/>
    IReadOnlyList<WordTiming> Align(WhisperLanguage? language, SpeechTask task, ReadOnlySpan<int> text, int frames);

    /// <inheritdoc cref="TokenTimes.Find"/>
    IReadOnlyList<TokenTiming> TimeTokens(ReadOnlySpan<int> prompt, ReadOnlySpan<int> tokens, bool ended, int frames);
}
