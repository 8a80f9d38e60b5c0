using System.Numerics;

namespace Speech.Sdk.Audio.Packets;

/// <summary>
/// What the setup header of a Vorbis stream says of block lengths (Vorbis I specification, section 4.2.4), which stands at its
/// end, and the proof that the decoder can be given all that comes before.
/// </summary>
/// <param name="ModeBits">How many bits name the mode of a packet.</param>
/// <param name="LongModes">For each mode whether its blocks are long.</param>
internal sealed record VorbisSetup(int ModeBits, IReadOnlyList<bool> LongModes)
{
    private const int MaxEntries = 1 << 18, MaxValues = 1 << 22;

    /// <summary>Reads the packet.</summary>
    /// <exception cref="InvalidDataException">It is none, not a valid one, or one of an encoder that was never released.</exception>
    /// <exception cref="EndOfStreamException">It is cut off.</exception>
    public static VorbisSetup Parse(ReadOnlySpan<byte> packet, int channels)
    {
        if (!packet.StartsWith("\u0005vorbis"u8))
            throw new InvalidDataException("The third packet is no setup header.");
        BitReader bits = new(packet[7..]);
        SkipCodebooks(ref bits);
        for (uint times = bits.Read(6) + 1; times > 0; times--)
            Require(bits.Read(16) == 0, "time domain transform");
        for (uint floors = bits.Read(6) + 1; floors > 0; floors--)
            SkipFloor(ref bits);
        for (uint residues = bits.Read(6) + 1; residues > 0; residues--)
            SkipResidue(ref bits);
        for (uint mappings = bits.Read(6) + 1; mappings > 0; mappings--)
            SkipMapping(ref bits, channels);
        bool[] modes = new bool[bits.Read(6) + 1];
        for (int i = 0; i < modes.Length; i++)
        {
            modes[i] = bits.ReadFlag();
            Require(bits.Read(16) == 0 && bits.Read(16) == 0, "window or transform");
            bits.Read(8);
        }

        Require(bits.ReadFlag(), "end");
        return new VorbisSetup(BitWidth(modes.Length - 1), modes);
    }

    private static void SkipCodebooks(ref BitReader bits)
    {
        (long entries, long values) = (0, 0);
        for (uint books = bits.Read(8) + 1; books > 0; books--)
        {
            (int more, long vectors) = VorbisCodebook.Skip(ref bits);
            entries += more;
            values += vectors;
            if (entries > MaxEntries || values > MaxValues)
                throw new InvalidDataException($"Its codebooks have {entries} entries of {values} values and more.");
        }
    }

    private static void SkipFloor(ref BitReader bits)
    {
        Require(bits.Read(16) == 1, "floor");
        int[] partitions = new int[bits.Read(5)];
        for (int i = 0; i < partitions.Length; i++)
            partitions[i] = (int)bits.Read(4);
        int[] dimensions = new int[partitions.Length == 0 ? 0 : partitions.Max() + 1];
        for (int i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = (int)bits.Read(3) + 1;
            int subclasses = (int)bits.Read(2);
            if (subclasses > 0)
                bits.Read(8);
            for (int book = 0; book < 1 << subclasses; book++)
                bits.Read(8);
        }

        bits.Read(2);
        int width = (int)bits.Read(4);
        foreach (int partition in partitions)
        {
            for (int i = 0; i < dimensions[partition]; i++)
                bits.Read(width);
        }
    }

    private static void SkipResidue(ref BitReader bits)
    {
        Require(bits.Read(16) <= 2, "residue");
        bits.Read(24);
        bits.Read(24);
        bits.Read(24);
        int classes = (int)bits.Read(6) + 1, books = 0;
        bits.Read(8);
        for (int i = 0; i < classes; i++)
        {
            uint low = bits.Read(3);
            books += BitOperations.PopCount(low | (bits.ReadFlag() ? bits.Read(5) << 3 : 0));
        }

        for (int i = 0; i < books; i++)
            bits.Read(8);
    }

    private static void SkipMapping(ref BitReader bits, int channels)
    {
        Require(bits.Read(16) == 0, "mapping");
        Require(!bits.ReadFlag() || bits.Read(4) == 0, "mapping of several parts");
        if (bits.ReadFlag())
        {
            for (uint couplings = bits.Read(8) + 1; couplings > 0; couplings--)
                bits.Read(2 * BitWidth(channels - 1));
        }

        Require(bits.Read(2) == 0, "mapping");
        bits.Read(24);
    }

    private static int BitWidth(int value) => value == 0 ? 0 : BitOperations.Log2((uint)value) + 1;

    private static void Require(bool known, string part)
    {
        if (!known)
            throw new InvalidDataException($"Its {part} is of a kind that is not known.");
    }
}
