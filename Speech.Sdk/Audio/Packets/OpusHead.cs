using System.Buffers.Binary;

namespace Speech.Sdk.Audio.Packets;

/// <summary>The first packet of an Ogg Opus stream (RFC 7845, section 5.1).</summary>
/// <param name="Channels">Channels of the sound.</param>
/// <param name="PreSkip">Frames at the beginning that are not the recording's.</param>
/// <param name="Gain">What all samples are multiplied by.</param>
/// <param name="Streams">How many Opus streams a packet holds.</param>
/// <param name="Coupled">How many of them, from the first on, are stereo.</param>
/// <param name="Mapping">For each channel the decoded one that it is; 255 for silence.</param>
internal sealed record OpusHead(int Channels, int PreSkip, float Gain, int Streams, int Coupled, byte[] Mapping)
{
    private const int ShortLength = 19, MaxChannels = 8, Silence = 255;

    /// <summary>Reads the packet; null if it is none, or of a kind that is not decoded here: ambisonics, or channels without a meaning.</summary>
    public static OpusHead? TryParse(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < ShortLength || !packet.StartsWith("OpusHead"u8) || packet[8] >> 4 != 0)
            return null;
        int channels = packet[9], family = packet[18];
        int preSkip = BinaryPrimitives.ReadUInt16LittleEndian(packet[10..]);
        float gain = MathF.Pow(10, BinaryPrimitives.ReadInt16LittleEndian(packet[16..]) / (20f * 256));
        if (family == 0)
            return channels is 1 or 2 ? new OpusHead(channels, preSkip, gain, 1, channels - 1, channels == 1 ? [0] : [0, 1]) : null;
        if (family != 1 || channels is 0 or > MaxChannels || packet.Length < ShortLength + 2 + channels)
            return null;
        int streams = packet[ShortLength], coupled = packet[ShortLength + 1];
        byte[] mapping = packet.Slice(ShortLength + 2, channels).ToArray();
        bool valid = streams > 0 && coupled <= streams && streams + coupled <= Silence && mapping.All(from => from == Silence || from < streams + coupled);
        return valid ? new OpusHead(channels, preSkip, gain, streams, coupled, mapping) : null;
    }
}
