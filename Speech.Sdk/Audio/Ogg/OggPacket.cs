namespace Speech.Sdk.Audio.Ogg;

/// <summary>A packet of a logical stream.</summary>
/// <param name="Bytes">What the codec is given.</param>
/// <param name="Granule">Where it ends, if it is the last one that ends in its page.</param>
/// <param name="Begins">Whether it is the first of its stream.</param>
/// <param name="Ends">Whether it is the last of its stream.</param>
/// <param name="AfterGap">Whether something before it is missing.</param>
internal readonly record struct OggPacket(byte[] Bytes, long? Granule, bool Begins, bool Ends, bool AfterGap);
