namespace Speech.Sdk.Audio.Codecs;

/// <summary>A frame of AAC as a stream of its own (ADTS, ISO/IEC 13818-7): 12 set bits, and the length behind the fixed header.</summary>
internal static class AdtsFrame
{
    /// <summary>Bytes of the shortest header, which count as the frame's.</summary>
    public const int HeaderBytes = 7;

    public static bool HasMark(ReadOnlySpan<byte> start) => start is [0xFF, 0xF0 or 0xF1 or 0xF8 or 0xF9, ..];

    /// <summary>The length of the frame in bytes; 0 where there are too few to tell.</summary>
    public static int Length(ReadOnlySpan<byte> start) => start.Length < HeaderBytes ? 0 : ((start[3] & 3) << 11) | (start[4] << 3) | (start[5] >> 5);
}
