using Speech.Sdk.Audio.Codecs;

namespace Speech.Sdk.Audio;

/// <summary>Names what is not decoded here, from the first bytes, so that errors can say what a recording is.</summary>
internal static class ContainerName
{
    /// <summary>What every packet of an MPEG transport stream begins with.</summary>
    public const byte TransportPacket = 0x47;

    private const int TransportPacketBytes = 188;

    private static readonly byte[] Asf = [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], Matroska = [0x1A, 0x45, 0xDF, 0xA3];

    /// <summary>The name of the container and, where it is easy to see, of the codec; null for content of no known format.</summary>
    public static string? Of(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("OggS"u8))
            return "Ogg" + First(start, ("OpusHead", " Opus"), ("\u0001vorbis", " Vorbis"), ("Speex", " Speex"), ("\u007fFLAC", " FLAC"));
        if (start.StartsWith(Matroska))
            return First(start, ("webm", "WebM"), ("matroska", "Matroska")) + First(start, ("A_OPUS", " Opus"), ("A_VORBIS", " Vorbis"), ("A_AAC", " AAC"), ("A_MPEG", " MPEG audio"));
        if (start.Length >= 12 && start[4..].StartsWith("ftyp"u8))
            return First(start[..12], ("M4A", "M4A"), ("qt", "QuickTime"), ("3g", "3GP"), ("ftyp", "MP4")) + First(start, ("alac", " ALAC"), ("mp4a", " AAC"));
        if (start.StartsWith("RIFF"u8) && start.Length >= 12)
            return start[8..].StartsWith("AVI "u8) ? "AVI (a RIFF file of the form AVI, not WAVE)" : "a RIFF file of a form other than WAVE";
        if (start.StartsWith("FORM"u8))
            return "AIFF";
        return Signature(start);
    }

    private static string? Signature(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(".snd"u8))
            return "AU";
        if (start.StartsWith("caff"u8))
            return "CAF";
        if (start.StartsWith("#!AMR"u8))
            return "AMR";
        if (start.StartsWith(Asf))
            return "Windows Media (ASF)";
        if (start.StartsWith("wvpk"u8))
            return "WavPack";
        if (start.StartsWith("MAC "u8))
            return "Monkey's Audio";
        if (start.StartsWith("FLV"u8))
            return "Flash Video";
        if (start.Length > TransportPacketBytes && start[0] == TransportPacket && start[TransportPacketBytes] == TransportPacket)
            return "MPEG transport stream";
        if (start.Length < 4)
            return null;
        if (AdtsFrame.HasMark(start))
            return "AAC (ADTS)";
        return (start[0], start[1], start[2], start[3]) switch
        {
            (0x0B, 0x77, _, _) => "AC-3",
            (0, 0, 1, 0xBA or 0xB3) => "MPEG video",
            _ => null,
        };
    }

    private static string First(ReadOnlySpan<byte> bytes, params ReadOnlySpan<(string Mark, string Name)> candidates)
    {
        Span<byte> mark = stackalloc byte[16];
        foreach ((string text, string name) in candidates)
        {
            if (bytes.IndexOf(mark[..System.Text.Encoding.ASCII.GetBytes(text, mark)]) >= 0)
                return name;
        }

        return "";
    }
}
