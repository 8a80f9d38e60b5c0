namespace Speech.Sdk.Audio.Packets;

/// <summary>Tells codecs from the first packet of a stream, and opens their decoders.</summary>
internal static class PacketDecoder
{
    /// <summary>The codec whose stream begins with the packet.</summary>
    public static PacketCodec CodecOf(ReadOnlySpan<byte> head) =>
        OpusHead.TryParse(head) is not null ? PacketCodec.Opus
        : VorbisHead.TryParse(head) is { Channels: <= VorbisHead.MaxChannels } ? PacketCodec.Vorbis
        : PacketCodec.Other;

    /// <summary>How many packets of an Ogg stream there are before its sound.</summary>
    public static int HeadersOf(PacketCodec codec) => codec == PacketCodec.Opus ? 2 : 3;

    /// <summary>Opens the decoder with the packets before the sound.</summary>
    /// <exception cref="InvalidDataException">They are broken.</exception>
    /// <exception cref="EndOfStreamException">One is cut off.</exception>
    public static IPacketDecoder Open(PacketCodec codec, IReadOnlyList<byte[]> headers) => codec == PacketCodec.Opus
        ? new OpusPackets(OpusHead.TryParse(headers[0]) ?? throw new InvalidDataException("The first packet is no header of Opus."))
        : new VorbisPackets(headers[0], headers[2]);

    /// <summary>Whether an exception says that a packet is broken: the libraries behind the decoders have none of their own for it.</summary>
    public static bool IsOfPacket(Exception exception) => exception is not (OutOfMemoryException or OperationCanceledException or AudioFormatException);
}
