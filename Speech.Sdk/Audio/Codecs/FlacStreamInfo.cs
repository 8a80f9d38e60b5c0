using System.Buffers.Binary;

namespace Speech.Sdk.Audio.Codecs;

/// <summary>The STREAMINFO block of FLAC (RFC 9639, section 8.2).</summary>
internal sealed class FlacStreamInfo
{
    private const int BlockLength = 34;

    private FlacStreamInfo(byte[] block)
    {
        Header = [.. "fLaC"u8, 0x80, 0, 0, BlockLength, .. block];

        // A piece of the stream has not as many samples as the whole, so its header says that their number is unknown.
        Header[8 + 13] &= 0xF0;
        Header.AsSpan(8 + 14, 4).Clear();
        ulong packed = BinaryPrimitives.ReadUInt64BigEndian(block.AsSpan(10));
        SampleRate = (int)(packed >> 44);
        Channels = (int)((packed >> 41) & 7) + 1;
        Bits = (int)((packed >> 36) & 31) + 1;
        Frames = (long)(packed & 0xF_FFFF_FFFF);
    }

    public int SampleRate { get; }

    public int Channels { get; }

    public int Bits { get; }

    /// <summary>Samples a channel; 0 if the encoder did not know.</summary>
    public long Frames { get; }

    /// <summary>What a stream of some of the frames begins with.</summary>
    public byte[] Header { get; }

    /// <summary>Takes the signature and all metadata; the frames follow.</summary>
    public static FlacStreamInfo Read(AudioInput input)
    {
        input.Skip(4);
        FlacStreamInfo? info = null;
        Span<byte> head = stackalloc byte[4];
        do
        {
            if (input.Read(head) < 4)
                throw CutOff(input);
            int length = (head[1] << 16) | (head[2] << 8) | head[3];
            if ((head[0] & 127) == 0 && length == BlockLength)
            {
                byte[] block = new byte[BlockLength];
                if (input.Read(block) < BlockLength)
                    throw CutOff(input);
                info = new FlacStreamInfo(block);
            }
            else if (!input.Skip(length))
            {
                throw CutOff(input);
            }
        }
        while ((head[0] & 128) == 0);

        if (info is null || info.SampleRate == 0)
            throw input.Error("FLAC without a valid STREAMINFO block; export the recording again.");
        return info;
    }

    private static AudioFormatException CutOff(AudioInput input) =>
        input.Error("FLAC cut off within its header; copy or export the recording again.");
}
