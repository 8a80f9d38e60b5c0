namespace Speech.Sdk.LanguageModels;

/// <summary>
/// Where the longer n-grams of each n-gram begin: all bits in the n-gram itself, or only the lower ones, while a table says from which
/// n-gram on the upper ones are one more (Raj and Whittaker 2003; lm/bhiksha.hh).
/// </summary>
internal readonly unsafe struct TriePointers
{
    private readonly ulong* _firstWithUpper;
    private readonly int _tableLength;

    public TriePointers(int bits, ulong* firstWithUpper, int tableLength)
    {
        (Bits, _tableLength) = (bits, tableLength);
        _firstWithUpper = firstWithUpper;
    }

    /// <summary>How many bits lie in the n-gram itself.</summary>
    public int Bits { get; }

    /// <summary>How many upper bits the table takes over, so that table and n-grams together are smallest.</summary>
    /// <param name="ngrams">How many n-grams point.</param>
    /// <param name="greatest">The greatest pointer.</param>
    /// <param name="most">At most so many bits.</param>
    public static int UpperBits(ulong ngrams, ulong greatest, int most)
    {
        int width = PackedBits.WidthOf(greatest);
        int best = 0;
        long least = long.MaxValue;
        for (int upper = 0; upper <= Math.Min(width, most); upper++)
        {
            long change = unchecked((long)((greatest >> (width - upper)) * 64) - ((long)ngrams * upper));
            if (change < least)
                (best, least) = (upper, change);
        }

        return best;
    }

    /// <summary>The pointers of an n-gram and of the next one: the range of the longer n-grams.</summary>
    public (ulong First, ulong End) Read(PackedBits bits, ulong at, ulong next, ulong index)
    {
        ulong first = bits.Read(at, Bits), end = bits.Read(next, Bits);
        if (_firstWithUpper is null)
            return (first, end);
        return (first | (Upper(index) << Bits), end | (Upper(index + 1) << Bits));
    }

    // The last entry that is not greater than the n-gram's number.
    private ulong Upper(ulong index)
    {
        int low = 0, high = _tableLength;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_firstWithUpper[middle] <= index)
                low = middle + 1;
            else
                high = middle;
        }

        return (ulong)Math.Max(0, low - 1);
    }
}
