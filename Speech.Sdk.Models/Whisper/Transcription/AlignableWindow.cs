using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Words;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>An encoded window along which words can be timed.</summary>
internal sealed record AlignableWindow(WordAligner Aligner, InferenceCall Call, IEncodedWindows Windows, int Window) : IWindowTimes
{
    /// <inheritdoc/>
    public IReadOnlyList<WordTiming> Align(WhisperLanguage? language, SpeechTask task, ReadOnlySpan<int> text, int frames) =>
        Aligner.Align(Call, Windows, Window, language, task, text, frames);

    /// <inheritdoc/>
    public IReadOnlyList<TokenTiming> TimeTokens(ReadOnlySpan<int> prompt, ReadOnlySpan<int> tokens, bool ended, int frames) =>
        Aligner.TimeTokens(Call, Windows, Window, prompt, tokens, ended, frames);
}
