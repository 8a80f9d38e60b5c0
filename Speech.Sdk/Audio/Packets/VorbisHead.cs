using System.Buffers.Binary;

namespace Speech.Sdk.Audio.Packets;

/// <summary>The identification header of a Vorbis stream (Vorbis I specification, section 4.2.2).</summary>
/// <param name="Channels">Channels of the sound.</param>
/// <param name="SampleRate">Frames a second.</param>
/// <param name="ShortBlock">Samples of a short block.</param>
/// <param name="LongBlock">Samples of a long one.</param>
internal sealed record VorbisHead(int Channels, int SampleRate, int ShortBlock, int LongBlock)
{
    /// <summary>More channels than two are coupled in ways that the decoder gets wrong.</summary>
    public const int MaxChannels = 2;

    private const int Length = 30, MinBlockBits = 6, MaxBlockBits = 13;

    /// <summary>Reads the packet; null if it is none, or not a valid one.</summary>
    public static VorbisHead? TryParse(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < Length || !packet.StartsWith("\u0001vorbis\0\0\0\0"u8))
            return null;
        int channels = packet[11], rate = BinaryPrimitives.ReadInt32LittleEndian(packet[12..]);
        int shortBits = packet[28] & 15, longBits = packet[28] >> 4;
        return channels > 0 && rate is >= AudioFormat.MinSampleRate and <= AudioFormat.MaxSampleRate
            && shortBits >= MinBlockBits && longBits <= MaxBlockBits && shortBits <= longBits
            ? new VorbisHead(channels, rate, 1 << shortBits, 1 << longBits) : null;
    }
}
