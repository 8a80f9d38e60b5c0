using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>Windows of audio as the decoder sees them. One call's own; not thread-safe.</summary>
internal interface IEncodedWindows : IDisposable
{
    /// <summary>Where the caller writes the log-mel, [mels, frames], of the window to encode next: one as long as there is room for.</summary>
    Span<float> Mel { get; }

    /// <summary><see cref="Mel"/> for a window of so many frames, fewer than there is room for only where <see cref="IWhisperGraphs.MixesLengths"/>.</summary>
    Span<float> MelOf(int frames);

    /// <summary>Encodes the window that was written there last as the window of that index.</summary>
    void Encode(InferenceCall call, int index);

    /// <summary>Feeds some windows' prompts to the decoder. One state at a time may be in use.</summary>
    /// <param name="call">The caller's inferences.</param>
    /// <param name="windows">Which windows; the state numbers them in this order from 0.</param>
    /// <param name="prompts">A prompt for each of them; they may differ in length.</param>
    /// <param name="scoredPositions">For each of them a position of its prompt whose scores are wanted besides the last one's.</param>
    /// <param name="rowsPerWindow">How many hypotheses of a window will be followed.</param>
    IWhisperDecoderState Start(InferenceCall call, IReadOnlyList<int> windows, IReadOnlyList<int[]> prompts, IReadOnlyList<int> scoredPositions, int rowsPerWindow);

    /// <summary>Reads a finished text, from the start token on, along one window; only where <see cref="IWhisperGraphs.CanAlign"/>.</summary>
    AlignmentScores Align(InferenceCall call, int window, ReadOnlySpan<int> tokens);
}
