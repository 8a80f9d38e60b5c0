namespace Speech.Sdk.Audio.Matroska;

/// <summary>Goes through the elements within one that is in memory; ends at what is none, or is cut off.</summary>
internal ref struct EbmlChildren(ReadOnlySpan<byte> contents)
{
    private ReadOnlySpan<byte> _rest = contents;

    public uint Id { get; private set; }

    public ReadOnlySpan<byte> Contents { get; private set; }

    public bool MoveNext()
    {
        if (!EbmlElement.TryRead(_rest, out EbmlElement element) || element.Length is not long length || length > _rest.Length - element.HeaderLength)
            return false;
        Id = element.Id;
        Contents = _rest.Slice(element.HeaderLength, (int)length);
        _rest = _rest[(element.HeaderLength + (int)length)..];
        return true;
    }

    /// <summary>The contents as a whole number of any length up to eight bytes.</summary>
    public readonly long ReadInteger(bool signed)
    {
        long value = signed && Contents is [>= 128, ..] ? -1 : 0;
        foreach (byte next in Contents)
            value = (value << 8) | next;
        return value;
    }
}
