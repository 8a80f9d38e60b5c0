namespace Speech.Sdk.Audio.Packets;

/// <summary>What the packets of a stream hold.</summary>
internal enum PacketCodec
{
    /// <summary>None that is decoded here.</summary>
    Other,

    /// <summary>Opus of mono, stereo or surround (RFC 7845, mapping families 0 and 1).</summary>
    Opus,

    /// <summary>Vorbis I of one channel or two.</summary>
    Vorbis,
}
