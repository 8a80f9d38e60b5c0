using System.Numerics.Tensors;

namespace Speech.Sdk.Models.Whisper.Words;

/// <summary>
/// What it costs to place a token at a position: the attention of the alignment heads, standardised over the tokens, smoothed
/// over time, averaged over the heads, and negated (openai-whisper, timing.py, find_alignment; transformers,
/// <c>_extract_token_timestamps</c>).
/// </summary>
internal static class AlignmentCosts
{
    // Attention may be so small that its square is no float any more. A power of two rounds nothing and leaves again with the
    // standardisation.
    private static readonly float Scale = MathF.ScaleB(1, 50);

    /// <summary>The costs, [tokens - skipped, positions].</summary>
    /// <param name="scores">[heads, tokens, any positions]: attention before the softmax; overwritten.</param>
    /// <param name="heads">How many heads.</param>
    /// <param name="tokens">How many tokens.</param>
    /// <param name="skipped">The first tokens, which are left out as if they had not been read: in openai-whisper none, in transformers the prompt.</param>
    /// <param name="attended">The first positions, which share a token's attention: in openai-whisper those with audio, in transformers all.</param>
    /// <param name="positions">The first positions, those with audio.</param>
    public static float[] Of(Span<float> scores, int heads, int tokens, int skipped, int attended, int positions)
    {
        int stride = scores.Length / heads / tokens;
        int rows = tokens - skipped;
        float[] costs = new float[rows * positions];
        float[] mean = new float[positions];
        float[] deviation = new float[positions];
        var median = new MedianFilter(positions);
        for (int head = 0; head < heads; head++)
        {
            Span<float> attention = scores.Slice(((head * tokens) + skipped) * stride, rows * stride);
            mean.AsSpan().Clear();
            deviation.AsSpan().Clear();
            for (int token = 0; token < rows; token++)
            {
                ScaledSoftmax(attention.Slice(token * stride, attended));
                TensorPrimitives.Add(mean, attention.Slice(token * stride, positions), mean);
            }

            TensorPrimitives.Divide(mean, rows, mean);
            for (int token = 0; token < rows; token++)
            {
                Span<float> row = attention.Slice(token * stride, positions);
                TensorPrimitives.Subtract(row, mean, row);
                TensorPrimitives.MultiplyAdd(row, row, deviation, deviation);
            }

            TensorPrimitives.Divide(deviation, rows, deviation);
            TensorPrimitives.Sqrt(deviation, deviation);
            // Where every token has the same attention the references divide 0 by 0.
            TensorPrimitives.Max(deviation, float.Epsilon, deviation);
            for (int token = 0; token < rows; token++)
            {
                Span<float> row = attention.Slice(token * stride, positions);
                Span<float> sum = costs.AsSpan(token * positions, positions);
                TensorPrimitives.Divide(row, deviation, row);
                TensorPrimitives.Subtract(sum, median.Apply(row), sum);
            }
        }

        TensorPrimitives.Divide(costs, heads, costs);
        return costs;
    }

    private static void ScaledSoftmax(Span<float> row)
    {
        TensorPrimitives.Subtract(row, TensorPrimitives.Max<float>(row), row);
        TensorPrimitives.Exp<float>(row, row);
        TensorPrimitives.Divide(row, TensorPrimitives.Sum<float>(row) / Scale, row);
    }
}
