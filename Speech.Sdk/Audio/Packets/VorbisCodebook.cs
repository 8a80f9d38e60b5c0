using System.Numerics;

namespace Speech.Sdk.Audio.Packets;

/// <summary>
/// Walks over a codebook of a Vorbis setup header (Vorbis I specification, section 3.2.1) without building it: the decoder trusts
/// the numbers in it, and would never end, or take all memory, with some.
/// </summary>
internal static class VorbisCodebook
{
    private const int Sync = 0x564342, MaxLength = 32;

    /// <summary>Returns how many entries it has, and how many values their vectors hold.</summary>
    public static (int Entries, long Values) Skip(ref BitReader bits)
    {
        if (bits.Read(24) != Sync)
            throw new InvalidDataException("A codebook does not begin as one.");
        int dimensions = (int)bits.Read(16), entries = (int)bits.Read(24);
        if (bits.ReadFlag())
            SkipOrderedLengths(ref bits, entries);
        else
            SkipLengths(ref bits, entries);
        return (entries, SkipVectors(ref bits, entries, dimensions) ? (long)entries * dimensions : 0);
    }

    private static void SkipOrderedLengths(ref BitReader bits, int entries)
    {
        int length = (int)bits.Read(5) + 1;
        for (int entry = 0; entry < entries; length++)
        {
            entry += (int)bits.Read(BitOperations.Log2((uint)(entries - entry)) + 1);
            if (entry > entries || length > MaxLength)
                throw new InvalidDataException("A codebook has more codewords than entries.");
        }
    }

    private static void SkipLengths(ref BitReader bits, int entries)
    {
        bool sparse = bits.ReadFlag();
        for (int entry = 0; entry < entries; entry++)
        {
            if (!sparse || bits.ReadFlag())
                bits.Read(5);
        }
    }

    private static bool SkipVectors(ref BitReader bits, int entries, int dimensions)
    {
        uint type = bits.Read(4);
        if (type == 0)
            return false;
        if (type > 2 || dimensions == 0)
            throw new InvalidDataException($"A codebook has vectors of type {type} and {dimensions} dimensions.");
        bits.Read(32);
        bits.Read(32);
        int width = (int)bits.Read(4) + 1;
        bits.Read(1);
        long count = type == 1 ? Root(entries, dimensions) : (long)entries * dimensions;
        for (long i = 0; i < count; i++)
            bits.Read(width);
        return true;
    }

    /// <summary>The largest whole number whose power of so many dimensions is not above the number of entries.</summary>
    private static int Root(int entries, int dimensions)
    {
        int root = (int)Math.Floor(Math.Pow(entries, 1.0 / dimensions)) + 1;
        while (root > 0 && Math.Pow(root, dimensions) > entries)
            root--;
        return root;
    }
}
