namespace Speech.Sdk.Tests.Alignments;

/// <summary>The best path of labels through frames, by trying all of them: the independent reference of the fast search.</summary>
internal static class BruteForce
{
    /// <summary>The greatest sum over the symbols, one a frame, that spell the labels once equal neighbours are joined and blanks (0) dropped.</summary>
    public static double Best(double[][] scores, IReadOnlyList<int> labels)
    {
        double best = double.NegativeInfinity;
        int[] path = new int[scores.Length];
        Try(0, 0);
        return best;

        void Try(int frame, double sum)
        {
            if (frame == scores.Length)
            {
                if (Collapsed(path).SequenceEqual(labels))
                    best = Math.Max(best, sum);
                return;
            }

            for (int symbol = 0; symbol < scores[frame].Length; symbol++)
            {
                path[frame] = symbol;
                Try(frame + 1, sum + scores[frame][symbol]);
            }
        }
    }

    /// <summary>What a path of symbols spells.</summary>
    public static IEnumerable<int> Collapsed(IReadOnlyList<int> path) =>
        path.Where((symbol, frame) => symbol != 0 && (frame == 0 || path[frame - 1] != symbol));
}
