using Speech.Sdk.Decoding;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;

namespace Speech.Sdk.Models.Whisper.Words;

/// <summary>
/// When each token of a window is said, time tokens included, as transformers tells it (<c>_extract_token_timestamps</c>, from
/// 4.46 on): by the text as it was decoded, after its prompt.
/// </summary>
internal static class TokenTimes
{
    private const double PositionSeconds = 0.02;

    /// <param name="call">The caller's inferences.</param>
    /// <param name="windows">The encoded windows of graphs that can align.</param>
    /// <param name="window">Which of them.</param>
    /// <param name="prompt">What the decoding started from.</param>
    /// <param name="tokens">What was written after the prompt, without the end of text.</param>
    /// <param name="endOfText">The first id that is no text.</param>
    /// <param name="ended">Whether the model ended the text; otherwise it never saw its last token.</param>
    /// <param name="frames">Mel frames of the window that hold audio.</param>
    public static TokenTiming[] Find(
        InferenceCall call, IEncodedWindows windows, int window, ReadOnlySpan<int> prompt, ReadOnlySpan<int> tokens, int endOfText, bool ended, int frames)
    {
        var timings = new TokenTiming[tokens.Length];
        ReadOnlySpan<int> read = ended ? tokens : tokens[..^1];
        if (read.IsEmpty)
            return timings;
        using AlignmentScores scores = windows.Align(call, window, (int[])[.. prompt, .. read]);
        int positions = scores.PositionsOf(frames);
        float[] costs = AlignmentCosts.Of(
            scores.Attention, scores.Heads, scores.Tokens, skipped: prompt.Length, attended: scores.Positions, positions);
        int[] reached = DynamicTimeWarping.RowStarts(costs, positions);
        int vocabulary = scores.Logits.Length / scores.Tokens;
        for (int token = 0; token < timings.Length; token++)
        {
            ReadOnlySpan<float> logits = scores.Logits.Slice((prompt.Length + token - 1) * vocabulary, endOfText);
            timings[token] = new TokenTiming(
                // A last token that was never read takes the time of the one before it.
                (float)(reached[Math.Min(token, read.Length - 1)] * PositionSeconds),
                tokens[token] < endOfText ? Math.Exp(logits[tokens[token]] - LogSumExp.Of(logits)) : 0);
        }

        return timings;
    }
}
