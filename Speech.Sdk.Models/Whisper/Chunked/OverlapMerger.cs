namespace Speech.Sdk.Models.Whisper.Chunked;

/// <summary>
/// Joins texts that overlap: each pair where most tokens agree, in proportion to how far the texts are pushed over each other, and
/// in the middle of that overlap, since either text is surer of what is further from its edge (transformers,
/// tokenization_whisper.py, <c>_find_longest_common_sequence</c>).
/// </summary>
internal static class OverlapMerger
{
    // Of two overlaps that agree equally the longer is preferred.
    private const double LengthBonus = 1e-4;

    /// <param name="texts">The texts in the order of time; at least one.</param>
    /// <param name="timed">Whether tokens agree only where the later text's is not said before the earlier text's.</param>
    public static IReadOnlyList<MergedToken> Merge(IReadOnlyList<MergedToken[]> texts, bool timed)
    {
        List<MergedToken> merged = [];
        MergedToken[] left = texts[0];
        foreach (MergedToken[] right in texts.Skip(1))
        {
            (int leftEnd, int rightStart) = Cut(left, right, timed);
            merged.AddRange(left.AsSpan(0, leftEnd));
            left = right[rightStart..];
        }

        merged.AddRange(left);
        return merged;
    }

    /// <summary>Where the left text ends and the right one goes on.</summary>
    private static (int LeftEnd, int RightStart) Cut(ReadOnlySpan<MergedToken> left, ReadOnlySpan<MergedToken> right, bool timed)
    {
        double best = 0;
        (int, int) cut = (left.Length, 0);
        for (int shift = 1; shift < left.Length + right.Length; shift++)
        {
            int leftStart = Math.Max(0, left.Length - shift);
            int leftStop = Math.Min(left.Length, left.Length + right.Length - shift);
            int rightStart = Math.Max(0, shift - left.Length);
            int matches = Matches(left[leftStart..leftStop], right[rightStart..], timed);
            double score = ((double)matches / shift) + (shift * LengthBonus);
            if (matches > 1 && score > best)
            {
                best = score;
                cut = ((leftStart + leftStop) / 2, (rightStart + Math.Min(right.Length, shift)) / 2);
            }
        }

        return cut;
    }

    private static int Matches(ReadOnlySpan<MergedToken> left, ReadOnlySpan<MergedToken> right, bool timed)
    {
        int matches = 0;
        for (int index = 0; index < left.Length; index++)
        {
            if (left[index].Id == right[index].Id && (!timed || IsInOrder(left[index], right[index])))
                matches++;
        }

        return matches;
    }

    private static bool IsInOrder(in MergedToken left, in MergedToken right) =>
        left.Start < right.Start || (left.Start == right.Start && left.End <= right.End);
}
