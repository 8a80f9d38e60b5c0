namespace Speech.Sdk.Audio.Ogg;

/// <summary>The checksum of an Ogg page: CRC-32 of polynomial 0x04C11DB7, most significant bit first, from 0 (RFC 3533, section 6).</summary>
internal static class OggChecksum
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of what came before, continued.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            checksum = (checksum << 8) ^ Table[(checksum >> 24) ^ value];
        return checksum;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint checksum = i << 24;
            for (int bit = 0; bit < 8; bit++)
                checksum = (checksum << 1) ^ ((checksum >> 31) * 0x04C1_1DB7);
            table[i] = checksum;
        }

        return table;
    }
}
