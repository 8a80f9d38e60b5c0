using Speech.Sdk.Audio.Packets;

namespace Speech.Sdk.Audio.Ogg;

/// <summary>Tells from an Ogg file's first pages, one for each of the streams in it, what can be decoded of it; looks no further than it must, since a pipe may hold no more for now.</summary>
internal static class OggStart
{
    /// <summary>The codec of the first stream that is decoded here.</summary>
    public static PacketCodec CodecOf(AudioInput input)
    {
        int at = 0;
        while (TryPeek(input, at, out OggPage page) && page.Begins)
        {
            if (PacketDecoder.CodecOf(page.Body) is var codec and not PacketCodec.Other)
                return codec;
            at += page.Length;
        }

        return PacketCodec.Other;
    }

    private static bool TryPeek(AudioInput input, int at, out OggPage page)
    {
        // The header tells how long the list of lengths is, and that how long the page is.
        ReadOnlySpan<byte> start = default;
        for (int length = OggPage.HeaderLength; length > start.Length && at + length <= AudioInput.LookAhead; length = OggPage.LengthOf(start))
        {
            ReadOnlySpan<byte> all = input.Peek(at + length);
            start = all[Math.Min(at, all.Length)..];
            if (start.Length < length)
                break;
        }

        return OggPage.TryParse(start, out page);
    }
}
