using System.Numerics;

namespace Speech.Sdk.Models.Whisper;

/// <summary>Counts the symbols of one deflate block (RFC 1951) and says how many bits zlib writes it in.</summary>
internal sealed class DeflateBlock
{
    private const int EndOfBlock = 256;
    private const int MaxSymbols = (1 << 14) - 1;
    private const int HeaderBits = 3;
    private const int CountBits = 5 + 5 + 4;

    // The order in which the lengths of code-length codes are written; trailing zeros are left out.
    private static readonly int[] CodeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly int[] _literals = new int[286];
    private readonly int[] _distances = new int[30];
    private int _symbols;

    public DeflateBlock() => _literals[EndOfBlock] = 1;

    public bool IsFull => _symbols == MaxSymbols;

    public void AddLiteral(byte value)
    {
        _literals[value]++;
        _symbols++;
    }

    public void AddMatch(int length, int distance)
    {
        _literals[EndOfBlock + 1 + LengthCode(length)]++;
        _distances[DistanceCode(distance)]++;
        _symbols++;
    }

    /// <summary>The bits written with this block after those before it: stored, with fixed codes, or with codes of its own.</summary>
    public long Close(long before, int bytes)
    {
        HuffmanLengths literals = new(_literals, 15);
        HuffmanLengths distances = new(_distances, 15);
        int[] repeats = new int[19];
        CountRepeats(literals, repeats);
        CountRepeats(distances, repeats);
        HuffmanLengths codeLengths = new(repeats, 7);
        int written = CodeLengthOrder.Length;
        while (written > 4 && codeLengths.Of(CodeLengthOrder[written - 1]) == 0)
            written--;

        long extra = ExtraBits();
        long own = literals.Bits + distances.Bits + extra + codeLengths.Bits + (2 * repeats[16]) + (3 * repeats[17]) + (7 * repeats[18])
            + (3 * written) + CountBits;
        long common = FixedBits() + extra;
        long ownBytes = (own + HeaderBits + 7) / 8;
        long commonBytes = (common + HeaderBits + 7) / 8;
        if (bytes + 4 <= Math.Min(ownBytes, commonBytes))
            return ((before + HeaderBits + 7) / 8 * 8) + (8 * (4 + bytes));
        return before + HeaderBits + (commonBytes <= ownBytes ? common : own);
    }

    private static int LengthCode(int length)
    {
        int rest = length - 3;
        if (rest < 8 || length == 258)
            return length == 258 ? 28 : rest;
        int extra = BitOperations.Log2((uint)rest) - 2;
        return (4 * extra) + (rest >> extra);
    }

    private static int DistanceCode(int distance)
    {
        int rest = distance - 1;
        if (rest < 4)
            return rest;
        int extra = BitOperations.Log2((uint)rest) - 1;
        return (2 * extra) + (rest >> extra);
    }

    private static int ExtraBitsOfLength(int code) => code is < 8 or 28 ? 0 : (code / 4) - 1;

    private static int ExtraBitsOfDistance(int code) => code < 4 ? 0 : (code / 2) - 1;

    private long ExtraBits()
    {
        long bits = 0;
        for (int code = 0; code < 29; code++)
            bits += (long)_literals[EndOfBlock + 1 + code] * ExtraBitsOfLength(code);
        for (int code = 0; code < _distances.Length; code++)
            bits += (long)_distances[code] * ExtraBitsOfDistance(code);
        return bits;
    }

    private long FixedBits()
    {
        long bits = 0;
        for (int symbol = 0; symbol < _literals.Length; symbol++)
            bits += (long)_literals[symbol] * (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8);
        foreach (int count in _distances)
            bits += 5L * count;
        return bits;
    }

    // Runs of equal code lengths are written as repeats: 16 for a length, 17 and 18 for short and long runs of zero.
    private static void CountRepeats(HuffmanLengths codes, int[] repeats)
    {
        int last = -1;
        for (int symbol = 0; symbol <= codes.LastSymbol;)
        {
            int length = codes.Of(symbol);
            int max = length == 0 ? 138 : length == last ? 6 : 7;
            int min = length == 0 || length == last ? 3 : 4;
            int run = 1;
            while (run < max && symbol + run <= codes.LastSymbol && codes.Of(symbol + run) == length)
                run++;
            if (run < min)
                repeats[length] += run;
            else if (length == 0)
                repeats[run <= 10 ? 17 : 18]++;
            else
            {
                repeats[length] += length == last ? 0 : 1;
                repeats[16]++;
            }

            last = length;
            symbol += run;
        }
    }
}
