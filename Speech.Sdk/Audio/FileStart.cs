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

    /// <summary>Whether it may be a frame: only those behind it tell that it is no sample by chance.</summary>
    public static bool MayBeFrame(ReadOnlySpan<byte> start) => start is [ContainerName.TransportPacket, ..] || AdtsFrame.HasMark(start) || MpegFrameHeader.TryParse(start, out _);

    /// <summary>Whether it is a file: told from <see cref="Bytes"/> or, where it may be a frame, <see cref="FrameBytes"/>; from fewer if there are no more.</summary>
    public static bool IsFile(ReadOnlySpan<byte> start)
    {
        if (AdtsFrame.HasMark(start))
            return AdtsFrame.Length(start) is >= AdtsFrame.HeaderBytes and int length && (length >= start.Length || AdtsFrame.HasMark(start[length..]));
        return start.StartsWith("fLaC"u8) || start.StartsWith("ID3"u8) || WavHeader.Matches(start) || ContainerName.Of(start) is not null
            || (MpegFrameReader.TryFind(start, out int offset, out _) && offset == 0);
    }
}
