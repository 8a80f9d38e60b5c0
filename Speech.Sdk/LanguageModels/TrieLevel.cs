namespace Speech.Sdk.LanguageModels;

/// <summary>A trie's n-grams of one order: bit-packed records of the first word, the weights, and where the longer n-grams are (lm/trie.hh).</summary>
internal readonly unsafe struct TrieLevel(byte* start, ulong count, int wordBits, TrieWeights weights, TriePointers pointers, ulong longerCount)
{
    private readonly PackedBits _bits = new(start);
    private readonly ulong _recordBits = (ulong)(wordBits + weights.Bits + pointers.Bits);

    /// <summary>How many n-grams there are.</summary>
    public ulong Count => count;

    /// <summary>Finds the n-gram of a node that begins with a word.</summary>
    public bool TryFind(uint word, in NgramNode node, out ulong record)
    {
        ulong low = node.First, high = node.End;
        while (low < high)
        {
            record = low + ((high - low) / 2);
            ulong found = _bits.Read(record * _recordBits, wordBits);
            if (found == word)
                return true;
            if (found < word)
                low = record + 1;
            else
                high = record;
        }

        record = 0;
        return false;
    }

    public float Probability(ulong record) => weights.Probability(_bits, (record * _recordBits) + (ulong)wordBits);

    public float Backoff(ulong record) => weights.Backoff(_bits, (record * _recordBits) + (ulong)wordBits);

    /// <summary>The longer n-grams of one.</summary>
    public NgramNode Node(ulong record)
    {
        ulong at = (record * _recordBits) + (ulong)(wordBits + weights.Bits);
        (ulong first, ulong end) = pointers.Read(_bits, at, at + _recordBits, record);
        return Range(first, end, longerCount);
    }

    /// <summary>A range of n-grams as a node; empty where a damaged file has it lie outside.</summary>
    public static NgramNode Range(ulong first, ulong end, ulong count) =>
        first < end && end <= count ? new NgramNode(first, end, false) : new NgramNode(0, 0, true);
}
