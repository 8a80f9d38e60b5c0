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
    /// <exception cref="AudioFormatException">They are broken.</exception>
    public static IPacketDecoder Open(AudioInput input, string container, PacketCodec codec, IReadOnlyList<byte[]> headers)
    {
        try
        {
            return codec == PacketCodec.Opus
                ? new OpusPackets(OpusHead.TryParse(headers[0]) ?? throw new InvalidDataException("The first packet is no header of Opus."))
                : new VorbisPackets(headers[0], headers[2]);
        }
        catch (Exception cause) when (IsOfPacket(cause))
        {
            throw input.Error($"{container} {codec} with headers that are broken ({cause.Message}); copy or export the recording again.", cause);
        }
    }

    /// <summary>What a recording is that holds the packets in a container.</summary>
    public static AudioFormat FormatIn(string container, IPacketDecoder decoder) => decoder.Format with { Codec = $"{container} {decoder.Format.Codec}" };

    /// <summary>Says what of a container could not be used.</summary>
    /// <param name="unit">What the container is made of.</param>
    /// <param name="junk">Bytes that belong to none of those.</param>
    /// <param name="missingSeconds">How much is missing, as far as the container tells.</param>
    /// <param name="broken">Packets that were not decoded.</param>
    /// <param name="cutOff">Whether the file has no end.</param>
    public static IEnumerable<string> Damage(string unit, long junk, double missingSeconds, int broken, bool cutOff)
    {
        if (junk > 0)
            yield return $"{junk} bytes belong to no {unit}; they were left out.";
        if (missingSeconds > 0)
            yield return FormattableString.Invariant($"{missingSeconds:0.000} s are missing; the times of what follows them are too early.");
        if (broken > 0)
            yield return $"{broken} packets could not be decoded.";
        if (cutOff)
            yield return "the recording has no end: it was cut off, or is still being written; what is there was read.";
    }

    /// <summary>Whether an exception says that a packet is broken: the libraries behind the decoders have none of their own for it.</summary>
    public static bool IsOfPacket(Exception exception) => exception is not (OutOfMemoryException or OperationCanceledException or AudioFormatException);
}
