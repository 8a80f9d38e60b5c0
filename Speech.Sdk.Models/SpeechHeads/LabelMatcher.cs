using System.Numerics;

namespace Speech.Sdk.Models.SpeechHeads;

/// <summary>
/// Keeps speakers in their places from window to window: a model of diarization calls them one and two in any order, anew in every window. Of all
/// orders of a window's labels it takes the one whose probabilities differ least from those of the window before, where both heard the same frames.
/// </summary>
internal sealed class LabelMatcher(int labels)
{
    /// <summary>More are not tried in all their orders.</summary>
    public const int MostLabels = 12;

    // Where nobody speaks in the overlap all orders fit alike, and the model's own is as good as any.
    private const double PreferenceForOrder = 1e-6;

    private float[] _previous = [];
    private int _previousFirst;

    /// <summary>Reorders the labels of the next window.</summary>
    /// <param name="first">The window's first frame, from the recording's beginning; not before that of the window before.</param>
    /// <param name="rows">Its probabilities [frames, labels]; kept until the next call.</param>
    public void Match(int first, float[] rows)
    {
        int skipped = (first - _previousFirst) * labels, shared = Math.Min(_previous.Length - skipped, rows.Length);
        if (shared > 0)
            Reorder(rows, BestOrder(Costs(_previous.AsSpan(skipped, shared), rows.AsSpan(0, shared))));
        (_previous, _previousFirst) = (rows, first);
    }

    /// <summary>What it costs that a label of the one [row] is another's of the other [column].</summary>
    private double[,] Costs(ReadOnlySpan<float> before, ReadOnlySpan<float> now)
    {
        double[,] costs = new double[labels, labels];
        for (int start = 0; start < before.Length; start += labels)
        {
            for (int place = 0; place < labels; place++)
            {
                for (int label = 0; label < labels; label++)
                    costs[place, label] += Math.Abs(before[start + place] - now[start + label]);
            }
        }

        for (int place = 0; place < labels; place++)
            costs[place, place] -= PreferenceForOrder;
        return costs;
    }

    /// <summary>The label for each place that costs least in all: the cheapest way to fill the first places with each set of labels, set by set.</summary>
    private int[] BestOrder(double[,] costs)
    {
        double[] least = new double[1 << labels];
        int[] last = new int[least.Length];
        for (int set = 1; set < least.Length; set++)
        {
            least[set] = double.PositiveInfinity;
            int place = BitOperations.PopCount((uint)set) - 1;
            for (int label = 0; label < labels; label++)
            {
                if ((set & (1 << label)) != 0 && least[set & ~(1 << label)] + costs[place, label] < least[set])
                    (least[set], last[set]) = (least[set & ~(1 << label)] + costs[place, label], label);
            }
        }

        int[] order = new int[labels];
        for (int set = least.Length - 1, place = labels - 1; place >= 0; set &= ~(1 << order[place--]))
            order[place] = last[set];
        return order;
    }

    private void Reorder(float[] rows, int[] order)
    {
        float[] row = new float[labels];
        for (int start = 0; start < rows.Length; start += labels)
        {
            for (int place = 0; place < labels; place++)
                row[place] = rows[start + order[place]];
            row.CopyTo(rows, start);
        }
    }
}
