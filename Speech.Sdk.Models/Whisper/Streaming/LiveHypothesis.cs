using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Models.Whisper.Transcription;

namespace Speech.Sdk.Models.Whisper.Streaming;

/// <summary>What the model makes of the audio since the last cut.</summary>
/// <param name="Words">The words after the committed ones.</param>
/// <param name="Window">The decoded window with the committed text in it.</param>
/// <param name="Verdict">Whether to believe it.</param>
internal sealed record LiveHypothesis(IReadOnlyList<LiveWord> Words, DecodedWindow Window, LiveVerdict Verdict)
{
    /// <summary>The caller's thresholds, as they judge windows of recordings.</summary>
    public static LiveVerdict Judge(FallbackOptions options, DecodedWindow window) =>
        options.IsSilence(window) ? LiveVerdict.Silence
        : options.Repeats(window) ? LiveVerdict.Repetition
        : options.Accepts(window) ? LiveVerdict.Convincing
        : LiveVerdict.Doubtful;
}
