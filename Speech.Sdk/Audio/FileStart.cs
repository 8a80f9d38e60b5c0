using Speech.Sdk.Audio.Codecs;
using Speech.Sdk.Audio.Wav;

namespace Speech.Sdk.Audio;

/// <summary>Whether a stream that may hold bare samples begins as a file of a known format. Unlike a recording's, its first byte has to be the file's.</summary>
internal static class FileStart
{
    /// <summary>So many bytes tell most formats.</summary>
    public const int Bytes = 12;

    /// <summary>So many bytes hold several frames of the formats that have no other mark.</summary>
    public const int FrameBytes = 1 << 14;

    private const int AdtsHeader = 7;
    private const byte TransportPacket = 0x47;

    /// <summary>Whether it may be a frame: only those behind it tell that it is no sample by chance.</summary>
    public static bool MayBeFrame(ReadOnlySpan<byte> start) => start is [TransportPacket, ..] || HasAdtsMark(start) || MpegFrameHeader.TryParse(start, out _);

    /// <summary>Whether it is a file: told from <see cref="Bytes"/> or, where it may be a frame, <see cref="FrameBytes"/>; from fewer if there are no more.</summary>
    public static bool IsFile(ReadOnlySpan<byte> start)
    {
        if (HasAdtsMark(start))
            return AdtsFrameLength(start) is >= AdtsHeader and int length && (length >= start.Length || HasAdtsMark(start[length..]));
        return start.StartsWith("fLaC"u8) || start.StartsWith("ID3"u8) || WavHeader.Matches(start) || ContainerName.Of(start) is not null
            || (MpegFrameReader.TryFind(start, out int offset, out _) && offset == 0);
    }

    // The same marks as ContainerName's.
    private static bool HasAdtsMark(ReadOnlySpan<byte> start) => start is [0xFF, 0xF0 or 0xF1 or 0xF8 or 0xF9, ..];

    // ISO/IEC 13818-7: 13 bits behind the fixed header.
    private static int AdtsFrameLength(ReadOnlySpan<byte> start) => start.Length < AdtsHeader ? 0 : ((start[3] & 3) << 11) | (start[4] << 3) | (start[5] >> 5);
}
