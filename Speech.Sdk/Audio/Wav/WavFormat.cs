using System.Buffers.Binary;

namespace Speech.Sdk.Audio.Wav;

/// <summary>The fmt chunk: how the samples of a WAV are stored.</summary>
/// <param name="Tag">The format tag; that of the sub-format where the tag says extensible.</param>
/// <param name="Channels">Samples a frame.</param>
/// <param name="SampleRate">Frames a second.</param>
/// <param name="BlockAlign">Bytes a frame, or a block of a block codec.</param>
/// <param name="Bits">Bits of the container of one sample, whatever the valid bits say: values are left-justified.</param>
/// <param name="Extra">What follows the common fields: a codec's own parameters.</param>
/// <param name="BigEndian">True in a RIFX file.</param>
internal sealed record WavFormat(int Tag, int Channels, int SampleRate, int BlockAlign, int Bits, byte[] Extra, bool BigEndian)
{
    public const int Pcm = 1, MsAdpcm = 2, Float = 3, ALaw = 6, MuLaw = 7, ImaAdpcm = 0x11, Gsm = 0x31, Extensible = 0xFFFE;

    /// <summary>Reads the body of a fmt chunk.</summary>
    public static WavFormat Parse(ReadOnlySpan<byte> body, bool bigEndian, AudioInput input)
    {
        if (body.Length < 16)
            throw input.Error($"WAV with a fmt chunk of {body.Length} bytes where at least 16 are needed; export the recording again.");

        int tag = U16(body, bigEndian), channels = U16(body[2..], bigEndian);
        uint rate = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(body[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(body[4..]);
        if (channels is 0 or > AudioFormat.MaxChannels)
            throw input.Error($"WAV with an invalid fmt chunk: channel count {channels}; export the recording again.");
        if (rate is < AudioFormat.MinSampleRate or > AudioFormat.MaxSampleRate)
            throw input.Error($"WAV with an invalid fmt chunk: sample rate {rate} Hz; export the recording again.");

        // An extensible format keeps the real tag in the first two bytes of its sub-format's GUID.
        if (tag == Extensible && body.Length >= 40)
            tag = U16(body[24..], bigEndian);
        byte[] extra = body.Length > 18 ? body[18..].ToArray() : [];
        return new WavFormat(tag, channels, (int)rate, U16(body[12..], bigEndian), U16(body[14..], bigEndian), extra, bigEndian);
    }

    /// <summary>The encoding in the field's own words.</summary>
    public string Codec => Tag switch
    {
        Pcm => Bits == 8 ? "WAV PCM u8" : $"WAV PCM s{Bits}",
        MsAdpcm => "WAV MS ADPCM",
        Float => $"WAV float{Bits}",
        ALaw => "WAV A-law",
        MuLaw => "WAV mu-law",
        ImaAdpcm => "WAV IMA ADPCM",
        Gsm => "WAV GSM 6.10",
        0x50 or 0x55 => "WAV MPEG audio",
        0xFF or 0x1610 => "WAV AAC",
        0x161 or 0x160 => "WAV Windows Media Audio",
        0x28F or 0x65 => "WAV G.722",
        _ => $"WAV encoding 0x{Tag:X4}",
    };

    private static int U16(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
