using Speech.Sdk.Alignments.Trellis;

namespace Speech.Sdk.Alignments;

/// <summary>The frames of a label.</summary>
/// <param name="Start">The first one.</param>
/// <param name="End">The frame after the last one.</param>
/// <param name="LogProbability">The label's log-probability where it is likeliest.</param>
internal readonly record struct LabelSpan(int Start, int End, double LogProbability)
{
    /// <summary>The spans of all labels of a path.</summary>
    public static LabelSpan[] Of(ReadOnlySpan<int> states, LabelChain chain, EmissionTable emissions)
    {
        LabelSpan[] spans = new LabelSpan[chain.Count];
        for (int frame = 0; frame < states.Length; frame++)
        {
            if ((states[frame] & 1) == 0)
                continue;
            int label = states[frame] >> 1;
            double logProbability = emissions.LogProbability(frame, chain.ColumnsFrom(label)[0]);
            LabelSpan span = spans[label];
            spans[label] = span.End == 0 ? new LabelSpan(frame, frame + 1, logProbability) : new LabelSpan(span.Start, frame + 1, Math.Max(span.LogProbability, logProbability));
        }

        return spans;
    }
}
