namespace Speech.Sdk.LanguageModels;

/// <summary>What the beginning of a KenLM binary says (lm/binary_format.cc).</summary>
internal sealed class KenLmHeader
{
    private const int Version = 5;

    // Magic text, padding to 56 bytes, and values that show byte order and types.
    private const int SanityBytes = 88;

    private static ReadOnlySpan<byte> Magic => "mmap lm http://kheafield.com/code format version "u8;

    private static ReadOnlySpan<byte> Incomplete => "mmap lm http://kheafield.com/code incomplete"u8;

    private KenLmHeader(KenLmKind kind, float multiplier, bool hasWords, ulong[] counts) =>
        (Kind, Multiplier, HasWords, Counts) = (kind, multiplier, hasWords, counts);

    public KenLmKind Kind { get; }

    /// <summary>How much larger than its contents a hash table is.</summary>
    public float Multiplier { get; }

    /// <summary>Whether the words' letters lie at the end of the file.</summary>
    public bool HasWords { get; }

    /// <summary>How many n-grams there are of each length.</summary>
    public ulong[] Counts { get; }

    public int Order => Counts.Length;

    /// <summary>Whether a file begins as KenLM's binaries do, complete or not.</summary>
    public static bool IsKenLm(ReadOnlySpan<byte> start) => start.StartsWith(Magic) || start.StartsWith(Incomplete);

    /// <exception cref="ModelFolderException">The header is damaged, or of a kind or version that is not supported.</exception>
    public static unsafe KenLmHeader Read(MemoryCursor file)
    {
        ReadOnlySpan<byte> sanity = new(file.Take(SanityBytes, "header"), SanityBytes);
        if (sanity.StartsWith(Incomplete))
            throw file.Damaged("build_binary did not finish it; build it again");
        if (!sanity.StartsWith(Magic))
            throw file.Damaged("it does not begin as a KenLM binary");
        if (sanity[Magic.Length] != '0' + Version || sanity[Magic.Length + 1] != '\n')
            throw file.Damaged($"it is not of KenLM's format version {Version}; build it again from its ARPA file");
        if (!sanity[56..].SequenceEqual(SanityValues()))
            throw file.Damaged("it was built on a machine of another kind, or is damaged; build it again from its ARPA file");

        byte order = file.Read<byte>("header");
        file.Take(3, "header");
        float multiplier = file.Read<float>("header");
        uint kind = file.Read<uint>("header");
        bool hasWords = file.Read<byte>("header") != 0;
        file.Take(3, "header");
        uint searchVersion = file.Read<uint>("header");
        Check(file, order, multiplier, kind, searchVersion);

        ulong[] counts = new ulong[order];
        for (int i = 0; i < order; i++)
        {
            counts[i] = file.Read<ulong>("header");
            if (counts[i] > 8 * file.Length || (i == 0 && counts[i] is 0 or > int.MaxValue))
                throw file.Damaged($"its header counts {counts[i]} {i + 1}-grams in {file.Length} bytes: it is damaged");
        }

        file.Take((8 - (file.Position % 8)) % 8, "header");
        return new KenLmHeader((KenLmKind)kind, multiplier, hasWords, counts);
    }

    private static void Check(MemoryCursor file, byte order, float multiplier, uint kind, uint searchVersion)
    {
        if (kind == (uint)KenLmKind.RestProbing)
            throw file.Damaged("it has rest costs, which are not supported; build it with build_binary's types probing or trie");
        if (kind > (uint)KenLmKind.QuantizedArrayTrie)
            throw file.Damaged($"it is of KenLM's type {kind}, which is not known");
        if (order is < 2 or > NgramState.MaxOrder)
            throw file.Damaged($"it is of order {order}; orders 2 to {NgramState.MaxOrder} are supported");
        uint expected = kind == (uint)KenLmKind.Probing ? 0u : 1u;
        if (searchVersion != expected)
            throw file.Damaged($"its tables are of version {searchVersion}, not {expected}; build it again from its ARPA file");
        if (!(multiplier >= 1 && multiplier <= 1e6f))
            throw file.Damaged($"its hash tables are {multiplier} times as large as their contents: it is damaged");
    }

    // 0, 1 and -0.5 as floats; 1, the greatest word number and padding as 32 bits; 1 as 64 bits.
    private static byte[] SanityValues() =>
    [
        .. BitConverter.GetBytes(0f), .. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(-0.5f),
        .. BitConverter.GetBytes(1u), .. BitConverter.GetBytes(uint.MaxValue), .. BitConverter.GetBytes(0u),
        .. BitConverter.GetBytes(1ul),
    ];
}

/// <summary>KenLM's numbers of how n-grams are stored.</summary>
internal enum KenLmKind
{
    Probing,
    RestProbing,
    Trie,
    QuantizedTrie,
    ArrayTrie,
    QuantizedArrayTrie,
}
