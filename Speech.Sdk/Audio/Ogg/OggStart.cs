using Speech.Sdk.Audio.Packets;

namespace Speech.Sdk.Audio.Ogg;

/// <summary>Tells from an Ogg file's first pages, one for each of the streams in it, what can be decoded of it.</summary>
internal static class OggStart
{
    /// <summary>The codec of the first stream that is decoded here.</summary>
    public static PacketCodec CodecOf(ReadOnlySpan<byte> start)
    {
        while (OggPage.TryParse(start, out OggPage page) && page.Begins)
        {
            if (PacketDecoder.CodecOf(page.Body) is var codec and not PacketCodec.Other)
                return codec;
            start = start[page.Length..];
        }

        return PacketCodec.Other;
    }
}
