using System.Buffers.Binary;

namespace Speech.Sdk.Evaluation.Reports.Writers.Html;

/// <summary>Which recordings browsers play, by their first bytes: names lie more often than bytes do.</summary>
internal static class BrowserAudio
{
    /// <summary>How many bytes are enough to tell.</summary>
    public const int HeadBytes = 4096;

    private const int Pcm = 1;
    private const int Float = 3;
    private const int ALaw = 6;
    private const int MuLaw = 7;
    private const int Extensible = 0xFFFE;

    /// <summary>The MIME type of a recording that the common browsers play, or null.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => PlaysWave(head) ? "audio/wav" : null,
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => "audio/flac",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => PlaysOgg(head) ? "audio/ogg" : null,
        [(byte)'I', (byte)'D', (byte)'3', ..] => "audio/mpeg",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "audio/mp4",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => head.IndexOf("webm"u8) >= 0 ? "audio/webm" : null,
        // Frames begin with 11 set bits, then the version and the layer: ADTS has layer 0, MP3 has 01.
        [0xFF, byte second, ..] when (second & 0xF6) == 0xF0 => "audio/aac",
        [0xFF, byte second, ..] when (second & 0xE6) == 0xE2 => "audio/mpeg",
        _ => null,
    };

    private static bool PlaysOgg(ReadOnlySpan<byte> head) =>
        head.IndexOf("OpusHead"u8) >= 0 || head.IndexOf("\u0001vorbis"u8) >= 0 || head.IndexOf("\u007fFLAC"u8) >= 0;

    private static bool PlaysWave(ReadOnlySpan<byte> head)
    {
        int format = head.IndexOf("fmt "u8);
        if (format < 0 || head.Length < format + 24)
            return false;
        ReadOnlySpan<byte> fields = head[(format + 8)..];
        int codec = BinaryPrimitives.ReadUInt16LittleEndian(fields);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(fields[14..]);
        if (codec == Extensible && fields.Length >= 26)
            codec = BinaryPrimitives.ReadUInt16LittleEndian(fields[24..]);
        return codec switch
        {
            Pcm => bits is 8 or 16 or 24 or 32,
            Float => bits == 32,
            ALaw or MuLaw => true,
            _ => false,
        };
    }
}
