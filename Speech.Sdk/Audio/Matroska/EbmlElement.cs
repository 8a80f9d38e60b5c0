using System.Numerics;

namespace Speech.Sdk.Audio.Matroska;

/// <summary>What stands before each element of Matroska: its kind and its length (RFC 8794, sections 4 to 6).</summary>
/// <param name="Id">The kind, with the bits that tell its own length.</param>
/// <param name="Length">Bytes of its contents; null if whoever wrote it did not know.</param>
/// <param name="HeaderLength">Bytes before its contents.</param>
internal readonly record struct EbmlElement(uint Id, long? Length, int HeaderLength)
{
    /// <summary>No header is longer.</summary>
    public const int MaxHeader = 12;

    public const uint
        Ebml = 0x1A45DFA3, Segment = 0x18538067, Tracks = 0x1654AE6B, TrackEntry = 0xAE, TrackNumber = 0xD7, TrackType = 0x83, CodecId = 0x86,
        CodecPrivate = 0x63A2, ContentEncodings = 0x6D80, Cluster = 0x1F43B675, SimpleBlock = 0xA3, BlockGroup = 0xA0, Block = 0xA1, DiscardPadding = 0x75A2;

    private const int MaxIdLength = 4;

    /// <summary>Reads the header that begins here.</summary>
    public static bool TryRead(ReadOnlySpan<byte> start, out EbmlElement element)
    {
        element = default;
        int idLength = start.IsEmpty ? int.MaxValue : LengthOfNumber(start[0]);
        if (idLength > MaxIdLength || start.Length <= idLength)
            return false;
        uint id = 0;
        foreach (byte value in start[..idLength])
            id = (id << 8) | value;
        if (!TryReadNumber(start[idLength..], out long? length, out int lengthLength))
            return false;
        element = new EbmlElement(id, length, idLength + lengthLength);
        return true;
    }

    /// <summary>Reads a number whose leading zero bits tell its length; null if all that follow are ones, which stands for unknown.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> start, out long? number, out int length)
    {
        number = null;
        length = start.IsEmpty ? int.MaxValue : LengthOfNumber(start[0]);
        if (length > sizeof(long) || start.Length < length)
            return false;
        long value = start[0] & (0xFF >> length);
        foreach (byte next in start[1..length])
            value = (value << 8) | next;
        number = value == (1L << (7 * length)) - 1 ? null : value;
        return true;
    }

    private static int LengthOfNumber(byte first) => first == 0 ? int.MaxValue : BitOperations.LeadingZeroCount((uint)first) - 23;
}
