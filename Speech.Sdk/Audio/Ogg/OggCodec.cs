namespace Speech.Sdk.Audio.Ogg;

/// <summary>What the packets of a logical stream hold, told from its first one.</summary>
internal enum OggCodec
{
    /// <summary>None that is decoded here.</summary>
    Other,

    /// <summary>Opus of mono, stereo or surround (RFC 7845, mapping families 0 and 1).</summary>
    Opus,

    /// <summary>Vorbis I of one channel or two.</summary>
    Vorbis,
}
