using System.Buffers.Binary;

namespace Speech.Sdk.Audio.Codecs;

/// <summary>
/// What the Xing, Info or VBRI frame in front of an MP3 says. It holds no sound; LAME's part of it tells how many samples the
/// encoder put before the recording and after it, to which every decoder adds 529 (LAME, "MP3 Info Tag revision 1").
/// </summary>
/// <param name="Frames">Frames of sound that follow, or 0 if it does not say.</param>
/// <param name="SkipAtStart">Samples a channel that are not the recording's, at its beginning.</param>
/// <param name="SkipAtEnd">The same at its end.</param>
internal sealed record GaplessInfo(long Frames, int SkipAtStart, int SkipAtEnd)
{
    private const int DecoderDelay = 529;

    /// <summary>Reads the frame; null if it holds sound.</summary>
    public static GaplessInfo? Read(ReadOnlySpan<byte> frame, MpegFrameHeader header)
    {
        const int VbriOffset = 36;
        if (header.Layer != 3)
            return null;
        if (frame.Length > VbriOffset + 18 && frame[VbriOffset..].StartsWith("VBRI"u8))
            return new GaplessInfo(BinaryPrimitives.ReadUInt32BigEndian(frame[(VbriOffset + 14)..]), 0, 0);

        int at = MpegFrameHeader.Length + header.SideInfoLength;
        if (frame.Length < at + 8 || !(frame[at..].StartsWith("Xing"u8) || frame[at..].StartsWith("Info"u8)))
            return null;
        int flags = frame[at + 7];
        at += 8;
        long frames = (flags & 1) != 0 && frame.Length >= at + 4 ? BinaryPrimitives.ReadUInt32BigEndian(frame[at..]) : 0;
        at += ((flags & 1) != 0 ? 4 : 0) + ((flags & 2) != 0 ? 4 : 0) + ((flags & 4) != 0 ? 100 : 0) + ((flags & 8) != 0 ? 4 : 0);
        if (frame.Length < at + 24 || !(frame[at..].StartsWith("LAME"u8) || frame[at..].StartsWith("Lav"u8)))
            return new GaplessInfo(frames, 0, 0);

        int delay = (frame[at + 21] << 4) | (frame[at + 22] >> 4), padding = ((frame[at + 22] & 15) << 8) | frame[at + 23];
        return new GaplessInfo(frames, delay + DecoderDelay, Math.Max(0, padding - DecoderDelay));
    }
}
