using System.Buffers.Binary;
using Speech.Sdk.Audio.Matroska;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>Writes elements of Matroska in all the forms that RFC 8794 and RFC 9559 allow.</summary>
internal static class Ebml
{
    /// <param name="id">The kind.</param>
    /// <param name="contents">What it holds.</param>
    /// <param name="width">In how many bytes at least its length is told; the format allows more than it takes.</param>
    /// <param name="unknown">Whether its length is not told.</param>
    /// <param name="claimed">What it says of its length; -1 for the truth.</param>
    public static byte[] Element(uint id, byte[] contents, int width = 1, bool unknown = false, long claimed = -1)
    {
        Span<byte> kind = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(kind, id);
        return [.. kind.TrimStart((byte)0), .. unknown ? [0xFF] : Number(claimed < 0 ? contents.Length : claimed, width), .. contents];
    }

    /// <summary>A number in at least so many bytes; all ones are no number, so that one of these takes a byte more.</summary>
    public static byte[] Number(long value, int width = 1)
    {
        width = Math.Clamp(width, 1, 8);
        while (width < 8 && value >= (1L << (7 * width)) - 1)
            width++;
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (value & ((1L << 56) - 1)) | (1L << (7 * width)));
        return bytes[(8 - width)..].ToArray();
    }

    public static byte[] Write(Block block)
    {
        byte[] contents = [.. Number(block.Track, block.Width), 0, 0, (byte)(block.Lacing << 1), .. Lengths(block), .. block.Packets.SelectMany(packet => packet)];
        return block.Grouped
            ? Element(EbmlElement.BlockGroup, [.. Element(0x9B, [1]), .. Element(EbmlElement.Block, contents, block.Width)], block.Width)
            : Element(EbmlElement.SimpleBlock, contents, block.Width);
    }

    private static IEnumerable<byte> Lengths(Block block)
    {
        int[] lengths = [.. block.Packets.Select(packet => packet.Length)];
        IEnumerable<byte> count = [(byte)(lengths.Length - 1)];
        return block.Lacing switch
        {
            0 => [],
            1 => [.. count, .. lengths[..^1].SelectMany(length => (byte[])[.. Enumerable.Repeat((byte)255, length / 255), (byte)(length % 255)])],
            2 => count,
            _ => [.. count, .. lengths.Length > 1 ? Number(lengths[0], block.Width) : [], .. lengths[..^1].Skip(1).Zip(lengths).SelectMany(pair => Difference(pair.First - pair.Second, block.Width))],
        };
    }

    // Differences are stored above the middle of what so many bytes can hold.
    private static byte[] Difference(int difference, int width)
    {
        width = Math.Clamp(width, 1, 8);
        while (Math.Abs((long)difference) >= (1L << ((7 * width) - 1)) - 1)
            width++;
        return Number(difference + (1L << ((7 * width) - 1)) - 1, width);
    }

    /// <param name="Packets">What it holds.</param>
    /// <param name="Lacing">How their lengths are told: 0 not at all, 1 as in Ogg, 2 equal, 3 by differences.</param>
    /// <param name="Track">Whose they are.</param>
    /// <param name="Grouped">Whether it lies in a BlockGroup.</param>
    /// <param name="Width">In how many bytes at least its numbers are told.</param>
    internal sealed record Block(byte[][] Packets, int Lacing, long Track, bool Grouped, int Width);
}
