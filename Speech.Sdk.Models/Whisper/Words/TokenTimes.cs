using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;

namespace Speech.Sdk.Models.Whisper.Words;

/// <summary>
/// When each token of a window is said, time tokens included, as transformers tells it (<c>_extract_token_timestamps</c>): by
/// the text as it was decoded, prompt and all.
/// </summary>
internal static class TokenTimes
{
    private const double PositionSeconds = 0.02;

    /// <summary>The time of each token in seconds from the window's beginning, in transformers' single precision.</summary>
    /// <param name="call">The caller's inferences.</param>
    /// <param name="windows">The encoded windows of graphs that can align.</param>
    /// <param name="window">Which of them.</param>
    /// <param name="prompt">What the decoding started from.</param>
    /// <param name="tokens">What was written after the prompt, without the end of text.</param>
    /// <param name="ended">Whether the model ended the text; otherwise it never saw its last token.</param>
    /// <param name="frames">Mel frames of the window that hold audio.</param>
    public static float[] Find(
        InferenceCall call, IEncodedWindows windows, int window, ReadOnlySpan<int> prompt, ReadOnlySpan<int> tokens, bool ended, int frames)
    {
        if (tokens.IsEmpty)
            return [];
        int[] seen = [.. prompt, .. ended ? tokens : tokens[..^1]];
        using AlignmentScores scores = windows.Align(call, window, seen);
        int positions = scores.PositionsOf(frames);
        float[] costs = AlignmentCosts.Of(scores.Attention, scores.Heads, seen.Length, scores.Positions, positions);
        int[] reached = DynamicTimeWarping.RowStarts(costs, positions);
        float[] times = new float[tokens.Length];
        for (int token = 0; token < times.Length; token++)
            times[token] = (float)(reached[prompt.Length - 1 + token] * PositionSeconds);
        return times;
    }
}
