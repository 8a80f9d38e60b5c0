namespace Speech.Sdk.LanguageModels;

/// <summary>Finds the parts of a KenLM trie behind its vocabulary.</summary>
internal static unsafe class TrieReader
{
    private const int QuantizationVersion = 2;
    private const int MaxQuantizedBits = 25;

    /// <exception cref="ModelFolderException">The file is cut off, damaged, or of another version.</exception>
    public static TrieNgrams Read(MemoryCursor file, KenLmHeader header)
    {
        ulong[] counts = header.Counts;
        int order = header.Order;
        TrieWeights[] weights = header.Kind is KenLmKind.QuantizedTrie or KenLmKind.QuantizedArrayTrie
            ? QuantizedWeights(file, order)
            : [.. Enumerable.Range(2, order - 1).Select(n => TrieWeights.Plain(hasBackoff: n < order))];
        TrieNgrams.Unigram* unigrams = (TrieNgrams.Unigram*)file.Take((counts[0] + 2) * (ulong)sizeof(TrieNgrams.Unigram), "1-grams");

        int wordBits = PackedBits.WidthOf(counts[0]);
        int upperBits = header.Kind is KenLmKind.ArrayTrie or KenLmKind.QuantizedArrayTrie && order > 2 ? UpperBits(file) : 0;
        bool hasTables = header.Kind is KenLmKind.ArrayTrie or KenLmKind.QuantizedArrayTrie;
        TrieLevel[] middle = new TrieLevel[order - 2];
        for (int n = 2; n < order; n++)
        {
            TriePointers pointers = hasTables
                ? Compressed(file, counts[n - 1] + 1, counts[n], upperBits, n)
                : new TriePointers(PackedBits.WidthOf(counts[n]), null, 0);
            middle[n - 2] = Level(file, counts[n - 1], wordBits, weights[n - 2], pointers, counts[n], n);
        }

        TrieLevel longest = Level(file, counts[order - 1], wordBits, weights[order - 2], default, 0, order);
        return new TrieNgrams(unigrams, middle, longest);
    }

    // One record more than n-grams, for where the last one's longer n-grams end, and eight bytes that reading whole words may touch.
    private static TrieLevel Level(MemoryCursor file, ulong count, int wordBits, TrieWeights weights, TriePointers pointers, ulong longer, int order)
    {
        ulong recordBits = (ulong)(wordBits + weights.Bits + pointers.Bits);
        byte* start = file.Take(((((count + 1) * recordBits) + 7) / 8) + 8, $"{order}-grams");
        return new TrieLevel(start, count, wordBits, weights, pointers, longer);
    }

    private static TrieWeights[] QuantizedWeights(MemoryCursor file, int order)
    {
        byte* head = file.Take(8, "quantisation tables");
        (int version, int probabilityBits, int backoffBits) = (head[0], head[1], head[2]);
        if (version != QuantizationVersion)
            throw file.Damaged($"its quantisation is of version {version}, not {QuantizationVersion}; build it again from its ARPA file");
        if (probabilityBits is < 1 or > MaxQuantizedBits || backoffBits is < 1 or > MaxQuantizedBits)
            throw file.Damaged($"it is quantised to {probabilityBits} and {backoffBits} bits, where 1 to {MaxQuantizedBits} are possible: it is damaged");
        TrieWeights[] weights = new TrieWeights[order - 1];
        for (int n = 2; n < order; n++)
        {
            float* probabilities = Table(file, probabilityBits);
            weights[n - 2] = TrieWeights.Quantized(probabilities, probabilityBits, Table(file, backoffBits), backoffBits);
        }

        weights[order - 2] = TrieWeights.Quantized(Table(file, probabilityBits), probabilityBits, null, 0);
        return weights;
    }

    private static float* Table(MemoryCursor file, int bits) => (float*)file.Take((ulong)sizeof(float) << bits, "quantisation tables");

    // The setting that the file was built with lies before the first table.
    private static int UpperBits(MemoryCursor file)
    {
        byte version = file.Peek<byte>(0, "pointer tables");
        if (version != 0)
            throw file.Damaged($"its compressed pointers are of version {version}, not 0; build it again from its ARPA file");
        return file.Peek<byte>(1, "pointer tables");
    }

    // Eight bytes of header, the table, and seven bytes to put both on a boundary of eight.
    private static TriePointers Compressed(MemoryCursor file, ulong ngrams, ulong greatest, int most, int order)
    {
        int width = PackedBits.WidthOf(greatest);
        int upper = TriePointers.UpperBits(ngrams, greatest, most);
        ulong length = (greatest >> (width - upper)) + 1;
        if (length > file.Length)
            throw file.Damaged($"its {order}-grams' pointers need a table of {length} in a file of {file.Length} bytes: it is damaged");
        ulong padding = (8 - (file.Position % 8)) % 8;
        byte* start = file.Take((8 * (1 + length)) + 7, $"{order}-grams' pointers");
        return new TriePointers(width - upper, (ulong*)(start + padding) + 1, (int)Math.Min(length, int.MaxValue));
    }
}
