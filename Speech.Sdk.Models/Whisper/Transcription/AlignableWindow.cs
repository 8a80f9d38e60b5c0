using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Words;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>An encoded window of a worker's, along which words can be timed.</summary>
internal sealed record AlignableWindow(WordAligner Aligner, CallWorkers Workers, InferenceCall Call, IEncodedWindows Windows, int Window) : IWindowTimes
{
    /// <inheritdoc/>
    public IReadOnlyList<WordTiming> Align(WhisperLanguage? language, SpeechTask task, ReadOnlySpan<int> text, int frames)
    {
        int[] kept = text.ToArray();
        return Workers.Compute(() => Aligner.Align(Call, Windows, Window, language, task, kept, frames), out _);
    }

    /// <inheritdoc/>
    public IReadOnlyList<TokenTiming> TimeTokens(ReadOnlySpan<int> prompt, ReadOnlySpan<int> tokens, bool ended, int frames)
    {
        int[] before = prompt.ToArray(), kept = tokens.ToArray();
        return Workers.Compute(() => Aligner.TimeTokens(Call, Windows, Window, before, kept, ended, frames), out _);
    }
}
