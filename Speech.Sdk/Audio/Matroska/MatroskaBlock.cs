namespace Speech.Sdk.Audio.Matroska;

/// <summary>Packets of one track (RFC 9559, section 10.1 and 10.2).</summary>
/// <param name="Track">The track's number.</param>
/// <param name="Packets">The packets; null if the block is broken.</param>
/// <param name="Padding">Nanoseconds at its end that are not the recording's, or, if negative, at its beginning.</param>
internal readonly record struct MatroskaBlock(long Track, byte[][]? Packets, long Padding)
{
    /// <summary>Reads the contents of a SimpleBlock.</summary>
    public static MatroskaBlock Read(ReadOnlySpan<byte> contents, long padding = 0)
    {
        const int TimeAndFlags = 3;
        if (!EbmlElement.TryReadNumber(contents, out long? track, out int length) || contents.Length < length + TimeAndFlags)
            return new MatroskaBlock(-1, null, 0);
        int lacing = (contents[length + 2] >> 1) & 3;
        return new MatroskaBlock(track ?? -1, Lacing.Split(contents[(length + TimeAndFlags)..], lacing), padding);
    }

    /// <summary>Reads the contents of a BlockGroup.</summary>
    public static MatroskaBlock ReadGroup(ReadOnlySpan<byte> contents)
    {
        ReadOnlySpan<byte> block = default;
        long padding = 0;
        EbmlChildren children = new(contents);
        while (children.MoveNext())
        {
            if (children.Id == EbmlElement.Block)
                block = children.Contents;
            else if (children.Id == EbmlElement.DiscardPadding)
                padding = children.ReadInteger(signed: true);
        }

        return Read(block, padding);
    }
}
