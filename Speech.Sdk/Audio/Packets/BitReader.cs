namespace Speech.Sdk.Audio.Packets;

/// <summary>Reads numbers of any number of bits, the lowest first (Vorbis I specification, section 2).</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>The next bits, at most 32.</summary>
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public uint Read(int bits)
    {
        if (_position + bits > _bytes.Length * 8L)
            throw new EndOfStreamException("The packet ends within its contents.");
        uint value = 0;
        for (int i = 0; i < bits; i++, _position++)
            value |= (uint)((_bytes[_position >> 3] >> (_position & 7)) & 1) << i;
        return value;
    }

    /// <summary>The next bit.</summary>
    public bool ReadFlag() => Read(1) != 0;
}
