namespace Speech.Sdk.Audio.Codecs;

/// <summary>The four bytes that every frame of MPEG audio begins with (ISO/IEC 11172-3, 13818-3, and the unofficial 2.5).</summary>
internal readonly record struct MpegFrameHeader
{
    public const int Length = 4;

    private static readonly int[][] KilobitsPerSecond =
    [
        [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448], // MPEG-1 layer I
        [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384], // layer II
        [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320], // layer III
        [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256], // MPEG-2 layer I
        [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160], // layers II and III
    ];

    private static readonly int[] Rates = [44100, 48000, 32000];

    /// <summary>1, 2, or 3 for MPEG-2.5.</summary>
    public int Version { get; private init; }

    public int Layer { get; private init; }

    public int SampleRate { get; private init; }

    public int Channels { get; private init; }

    /// <summary>Bytes of the frame with this header.</summary>
    public int FrameLength { get; private init; }

    public bool HasCrc { get; private init; }

    /// <summary>Samples a channel.</summary>
    public int Samples => Layer == 1 ? 384 : Layer == 3 && Version > 1 ? 576 : 1152;

    /// <summary>Where layer III's main data begins: behind the header, the checksum and the side information.</summary>
    public int MainDataStart => Length + (HasCrc ? 2 : 0) + SideInfoLength;

    /// <summary>Bytes of layer III's side information.</summary>
    public int SideInfoLength => Version == 1 ? (Channels == 1 ? 17 : 32) : (Channels == 1 ? 9 : 17);

    /// <summary>Reads the header that the bytes begin with; false if they begin with none, or with one of free bit rate.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out MpegFrameHeader header)
    {
        header = default;
        if (bytes.Length < Length || bytes[0] != 0xFF || (bytes[1] & 0xE0) != 0xE0)
            return false;
        int versionCode = (bytes[1] >> 3) & 3, layer = 4 - ((bytes[1] >> 1) & 3);
        int bitRateCode = bytes[2] >> 4, rateCode = (bytes[2] >> 2) & 3, padding = (bytes[2] >> 1) & 1;
        if (versionCode == 1 || layer == 4 || bitRateCode is 0 or 15 || rateCode == 3 || (bytes[3] & 3) == 2)
            return false;

        int version = versionCode switch { 3 => 1, 2 => 2, _ => 3 };
        int bitRate = 1000 * KilobitsPerSecond[version == 1 ? layer - 1 : layer == 1 ? 3 : 4][bitRateCode - 1];
        int rate = Rates[rateCode] >> (version - 1);
        header = new MpegFrameHeader
        {
            Version = version,
            Layer = layer,
            SampleRate = rate,
            Channels = (bytes[3] >> 6) == 3 ? 1 : 2,
            HasCrc = (bytes[1] & 1) == 0,
            FrameLength = layer == 1 ? ((12 * bitRate / rate) + padding) * 4 : ((layer == 3 && version > 1 ? 72 : 144) * bitRate / rate) + padding,
        };
        return true;
    }

    /// <summary>True if another frame can belong to the same stream.</summary>
    public bool Fits(MpegFrameHeader other) =>
        (Version, Layer, SampleRate, Channels) == (other.Version, other.Layer, other.SampleRate, other.Channels);
}
