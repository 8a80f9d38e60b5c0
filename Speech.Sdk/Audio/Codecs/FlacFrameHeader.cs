namespace Speech.Sdk.Audio.Codecs;

/// <summary>The header of a FLAC frame (RFC 9639, section 9.1), which its own checksum proves to be one.</summary>
/// <param name="Length">Bytes of the header.</param>
/// <param name="BlockSize">Samples a channel.</param>
internal readonly record struct FlacFrameHeader(int Length, int BlockSize)
{
    public const int MaxLength = 16;

    /// <summary>Reads the header that the bytes begin with; false if they begin with none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out FlacFrameHeader header)
    {
        header = default;
        if (bytes.Length < 6 || bytes[0] != 0xFF || (bytes[1] & 0xFE) != 0xF8 || (bytes[3] & 1) != 0)
            return false;

        // The frame's number is coded as UTF-8 codes a character.
        int sizeCode = bytes[2] >> 4, rateCode = bytes[2] & 15;
        int numberLength = bytes[4] < 0x80 ? 1 : int.LeadingZeroCount((byte)~bytes[4]) - 24;
        int at = 4 + numberLength;
        int length = at + (sizeCode switch { 6 => 1, 7 => 2, _ => 0 }) + (rateCode switch { 12 => 1, 13 or 14 => 2, _ => 0 }) + 1;
        if (sizeCode == 0 || rateCode == 15 || bytes.Length < length || Crc8(bytes[..length]) != 0)
            return false;

        int blockSize = sizeCode switch
        {
            1 => 192,
            <= 5 => 576 << (sizeCode - 2),
            6 => bytes[at] + 1,
            7 => ((bytes[at] << 8) | bytes[at + 1]) + 1,
            _ => 256 << (sizeCode - 8),
        };
        header = new FlacFrameHeader(length, blockSize);
        return true;
    }

    private static int Crc8(ReadOnlySpan<byte> bytes)
    {
        int crc = 0;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 0x80) != 0 ? (crc << 1) ^ 0x107 : crc << 1;
        }

        return crc;
    }
}
