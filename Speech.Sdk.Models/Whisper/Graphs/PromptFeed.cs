using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>
/// Feeds prompts to the decoder, two of whose positions are scored: one that is asked for, and the last. All windows are fed in one run or, where the graph takes
/// fewer tokens of a window than a prompt has, row by row in as many runs as it takes.
/// </summary>
internal sealed class PromptFeed(InferenceCall call, DecoderRuns runs, DecoderTensors tensors, DecoderRows rows, int mostQueries)
{
    /// <summary>How many tokens of each prompt the graph sees: an even number, see <see cref="WhisperDecoderState"/>.</summary>
    public static int LengthOf(IReadOnlyList<int[]> prompts) => Even(prompts.Max(prompt => prompt.Length));

    /// <summary>Feeds the prompts, padded on the right; what the padding writes to the cache is overwritten by the steps.</summary>
    public void Feed(IReadOnlyList<int[]> prompts, IReadOnlyList<int> scoredPositions)
    {
        int length = LengthOf(prompts);
        Span<long> ids = tensors.Ids;
        Span<long> positions = tensors.Positions;
        Span<long> scored = tensors.Scored;
        for (int window = 0; window < prompts.Count; window++)
        {
            int[] prompt = prompts[window];
            int row = rows.Slot(window);
            for (int position = 0; position < length; position++)
            {
                ids[(row * length) + position] = prompt[Math.Min(position, prompt.Length - 1)];
                positions[(row * length) + position] = position;
            }

            rows.Lengths[row] = prompt.Length;
            tensors.LastPositions[row] = prompt.Length - 1;
            scored[2 * row] = scoredPositions[window];
            scored[(2 * row) + 1] = prompt.Length - 1;
        }

        if (length <= mostQueries)
        {
            FeedWhole(0, prompts.Count, 0, length);
            return;
        }

        for (int row = 0; row < prompts.Count; row++)
            FeedAlone(row, row * length);
    }

    private static int Even(int length) => (length + 1) / 2 * 2;

    /// <summary>Feeds prompts in one run.</summary>
    private void FeedWhole(int firstRow, int count, int firstToken, int length)
    {
        tensors.Longest = length;
        runs.Run(call, new DecoderRun(firstRow, count, 1, firstToken, length, 2 * firstRow, 2));
    }

    /// <summary>Feeds a row's prompt by itself; what it gets does not depend on the other rows.</summary>
    private void FeedAlone(int row, int firstToken)
    {
        int length = rows.Lengths[row];
        if (length <= mostQueries)
        {
            FeedWhole(row, 1, firstToken, Even(length));
            return;
        }

        Span<long> scored = tensors.Scored.Slice(2 * row, 2);
        (int start, int last) = ((int)scored[0], (int)scored[1]);
        for (int first = 0; first < length; first += mostQueries)
        {
            int count = Math.Min(mostQueries, length - first);
            bool holdsStart = start >= first && start < first + count;
            bool holdsLast = first + count == length;
            tensors.Reach(row, first + count);
            scored[0] = start - first;
            scored[1] = last - first;
            // The scores that are wanted; where neither is, any, which those of the last part replace.
            (int score, int scores) = holdsStart && holdsLast ? (0, 2) : holdsStart ? (0, 1) : (1, 1);
            if (!holdsStart && !holdsLast)
                scored[1] = 0;
            runs.Run(call, new DecoderRun(row, 1, 1, firstToken + first, count, (2 * row) + score, scores));
        }
    }
}
