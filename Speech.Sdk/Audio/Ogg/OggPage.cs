using System.Buffers.Binary;

namespace Speech.Sdk.Audio.Ogg;

/// <summary>A page of an Ogg stream (RFC 3533, section 6): a header, and the segments of packets that may begin and end in other pages.</summary>
internal readonly ref struct OggPage
{
    /// <summary>Bytes up to the list of segment lengths, and bytes of the longest page.</summary>
    public const int HeaderLength = 27, MaxLength = HeaderLength + 255 + (255 * 255);

    private const int FlagsAt = 5, GranuleAt = 6, SerialAt = 14, SequenceAt = 18, ChecksumAt = 22, SegmentsAt = 26;

    private readonly ReadOnlySpan<byte> _bytes;

    private OggPage(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    public int Length => _bytes.Length;

    /// <summary>Whether its first segment belongs to a packet of the page before.</summary>
    public bool Continues => (_bytes[FlagsAt] & 1) != 0;

    /// <summary>Whether it is the first, or the last, of its logical stream.</summary>
    public bool Begins => (_bytes[FlagsAt] & 2) != 0;

    /// <inheritdoc cref="Begins"/>
    public bool Ends => (_bytes[FlagsAt] & 4) != 0;

    /// <summary>Where in time the last packet that ends in this page ends, in units of its codec; -1 if none does.</summary>
    public long Granule => BinaryPrimitives.ReadInt64LittleEndian(_bytes[GranuleAt..]);

    /// <summary>Which of the streams in the file it belongs to.</summary>
    public uint Serial => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[SerialAt..]);

    /// <summary>Its number within its stream.</summary>
    public uint Sequence => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[SequenceAt..]);

    /// <summary>The segments' lengths: 255 where the packet goes on, fewer where it ends.</summary>
    public ReadOnlySpan<byte> Lacing => _bytes.Slice(HeaderLength, _bytes[SegmentsAt]);

    /// <summary>The segments, one after the other.</summary>
    public ReadOnlySpan<byte> Body => _bytes[(HeaderLength + _bytes[SegmentsAt])..];

    /// <summary>How long the page is that begins here: as far as can be told from what is given, so a longer piece may tell more; 0 if none does.</summary>
    public static int LengthOf(ReadOnlySpan<byte> start)
    {
        if (!start.StartsWith("OggS\0"u8))
            return 0;
        if (start.Length < HeaderLength)
            return HeaderLength;
        int length = HeaderLength + start[SegmentsAt];
        if (start.Length >= length)
        {
            foreach (byte segment in start[HeaderLength..length])
                length += segment;
        }

        return length;
    }

    /// <summary>The page that begins here, if it is there as a whole and its checksum is right.</summary>
    public static bool TryParse(ReadOnlySpan<byte> start, out OggPage page)
    {
        int length = LengthOf(start);
        page = default;
        if (length == 0 || start.Length < length || LengthOf(start[..length]) > length)
            return false;
        ReadOnlySpan<byte> bytes = start[..length];
        uint checksum = OggChecksum.Append(OggChecksum.Append(0, bytes[..ChecksumAt]), [0, 0, 0, 0]);
        if (OggChecksum.Append(checksum, bytes[SegmentsAt..]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]))
            return false;
        page = new OggPage(bytes);
        return true;
    }
}
