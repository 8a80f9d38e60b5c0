using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Models.Whisper.Words;

namespace Speech.Sdk.Models.Whisper.Journal;

/// <summary>Times that are kept once they were found.</summary>
/// <param name="source">Finds them; null where a journal says what was found.</param>
internal sealed class RememberedTimes(IWindowTimes? source) : IWindowTimes
{
    /// <summary>null as long as nobody asked.</summary>
    public IReadOnlyList<WordTiming>? Words { get; set; }

    /// <inheritdoc cref="Words"/>
    public IReadOnlyList<TokenTiming>? Tokens { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<WordTiming> Align(WhisperLanguage? language, SpeechTask task, ReadOnlySpan<int> text, int frames) =>
        Words ??= Source.Align(language, task, text, frames);

    /// <inheritdoc/>
    public IReadOnlyList<TokenTiming> TimeTokens(ReadOnlySpan<int> prompt, ReadOnlySpan<int> tokens, bool ended, int frames) =>
        Tokens ??= Source.TimeTokens(prompt, tokens, ended, frames);

    private IWindowTimes Source => source ?? throw JournaledWindow.Lacks("word times");
}
