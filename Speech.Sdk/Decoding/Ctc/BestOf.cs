using System.Numerics.Tensors;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>Finds the best few of many scores: sorts them roughly into bins, and exactly only those in the bins that are needed.</summary>
internal sealed class BestOf
{
    private const int Bins = 512;

    private readonly int[] _counts = new int[Bins];
    private double[] _keys = new double[256];
    private int[] _selected = new int[256];

    /// <summary>The indices of the best scores, best first, equal ones in order; valid until the next call.</summary>
    /// <param name="scores">Finite numbers.</param>
    /// <param name="width">At most so many.</param>
    /// <param name="range">None worse than the best one by more than this.</param>
    public ReadOnlySpan<int> Select(ReadOnlySpan<double> scores, int width, double range)
    {
        if (scores.IsEmpty)
            return [];
        if (scores.Length > _keys.Length)
        {
            _keys = new double[scores.Length];
            _selected = new int[scores.Length];
        }

        double best = TensorPrimitives.Max(scores);
        double floor = best - range;
        int last = scores.Length > width ? LastBin(scores, best, range, width) : Bins;
        int count = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double score = scores[i];
            if (score >= floor && (last == Bins || Bin(best - score, range) <= last))
            {
                // Ascending order of these is descending order of the scores.
                _keys[count] = -score;
                _selected[count++] = i;
            }
        }

        Sort(count);
        return _selected.AsSpan(0, Math.Min(count, width));
    }

    private int LastBin(ReadOnlySpan<double> scores, double best, double range, int width)
    {
        double floor = best - range;
        _counts.AsSpan().Clear();
        foreach (double score in scores)
        {
            if (score >= floor)
                _counts[Bin(best - score, range)]++;
        }

        int bin = 0;
        for (int sum = _counts[0]; sum < width && bin < Bins - 1; sum += _counts[bin])
            bin++;
        return bin;
    }

    private static int Bin(double distance, double range) => Math.Min((int)(distance * (Bins / range)), Bins - 1);

    private void Sort(int count)
    {
        Span<double> keys = _keys.AsSpan(0, count);
        Span<int> selected = _selected.AsSpan(0, count);
        keys.Sort(selected);
        for (int i = 1; i < count; i++)
        {
            for (int j = i; j > 0 && keys[j] == keys[j - 1] && selected[j] < selected[j - 1]; j--)
                (selected[j], selected[j - 1]) = (selected[j - 1], selected[j]);
        }
    }
}
