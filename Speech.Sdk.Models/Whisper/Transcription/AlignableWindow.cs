using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Words;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>An encoded window along which words can be timed.</summary>
internal readonly record struct AlignableWindow(WordAligner Aligner, InferenceCall Call, IEncodedWindows Windows, int Window)
{
    /// <inheritdoc cref="WordAligner.Align"/>
    public IReadOnlyList<WordTiming> Align(WhisperLanguage? language, SpeechTask task, ReadOnlySpan<int> text, int frames) =>
        Aligner.Align(Call, Windows, Window, language, task, text, frames);

    /// <inheritdoc cref="TokenTimes.Find"/>
    public TokenTiming[] TimeTokens(ReadOnlySpan<int> prompt, ReadOnlySpan<int> tokens, bool ended, int frames) =>
        Aligner.TimeTokens(Call, Windows, Window, prompt, tokens, ended, frames);
}
