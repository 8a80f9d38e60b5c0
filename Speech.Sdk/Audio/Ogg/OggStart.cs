namespace Speech.Sdk.Audio.Ogg;

/// <summary>Tells from an Ogg file's first pages, one for each of the streams in it, what can be decoded of it.</summary>
internal static class OggStart
{
    /// <summary>The codec of the first stream that is decoded here.</summary>
    public static OggCodec CodecOf(ReadOnlySpan<byte> start)
    {
        while (OggPage.TryParse(start, out OggPage page) && page.Begins)
        {
            if (CodecOf(page) is var codec and not OggCodec.Other)
                return codec;
            start = start[page.Length..];
        }

        return OggCodec.Other;
    }

    /// <summary>The codec of the stream that the page begins.</summary>
    public static OggCodec CodecOf(OggPage page) =>
        OpusHead.TryParse(page.Body) is not null ? OggCodec.Opus
        : VorbisHead.TryParse(page.Body) is { Channels: <= VorbisHead.MaxChannels } ? OggCodec.Vorbis
        : OggCodec.Other;
}
