using Speech.Sdk.Decoding;

namespace Speech.Sdk.Evaluation.Statistics;

/// <summary>
/// How often two runs that are equally good differ as much as these by chance: if they are, it does not matter which of a clip's two texts is whose, so they are
/// exchanged at random (approximate randomisation, Noreen 1989; Riezler and Maxwell 2005). Two-sided.
/// </summary>
internal static class RandomisationTest
{
    /// <summary>The share of draws, the observed one among them, whose difference of errors is as great as the observed one.</summary>
    /// <param name="differences">By how many errors the runs differ, clip by clip, over the same references.</param>
    /// <param name="draws">How often texts are exchanged.</param>
    /// <param name="seed">What the random numbers begin with.</param>
    public static double P(IEnumerable<int> differences, int draws, int seed)
    {
        int[] unequal = [.. differences.Where(difference => difference != 0)];
        long observed = unequal.Sum(difference => (long)difference);
        ulong key = RandomNumbers.Key(seed);
        int asGreat = 0;
        Parallel.For(0, draws, draw =>
        {
            if (Math.Abs(observed - (2 * Exchanged(unequal, new RandomNumbers(key, draw)))) >= Math.Abs(observed))
                Interlocked.Increment(ref asGreat);
        });
        return (asGreat + 1.0) / (draws + 1.0);
    }

    private static long Exchanged(ReadOnlySpan<int> differences, RandomNumbers random)
    {
        long sum = 0;
        while (!differences.IsEmpty)
        {
            ulong bits = random.Bits();
            int count = Math.Min(64, differences.Length);
            foreach (int difference in differences[..count])
            {
                sum += difference & -(int)(bits & 1);
                bits >>= 1;
            }

            differences = differences[count..];
        }

        return sum;
    }
}
