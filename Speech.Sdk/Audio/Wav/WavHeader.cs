using System.Buffers.Binary;

namespace Speech.Sdk.Audio.Wav;

/// <summary>The chunks before the samples of a RIFF, RIFX, RF64 or Sony W64 file; reading stops where the samples begin.</summary>
/// <param name="Format">The fmt chunk.</param>
/// <param name="DataLength">Bytes of samples, or null where a pipe wrote the header and they go on to the end.</param>
/// <param name="FactFrames">What the fact chunk says of the number of frames, if there is one.</param>
internal sealed record WavHeader(WavFormat Format, long? DataLength, long? FactFrames)
{
    private const int MaxFmtLength = 1 << 12;

    /// <summary>Sizes from here on are placeholders of programs that wrote to a pipe: 0xFFFFFFFF, or sox's 0x7FFFFFFF less the header.</summary>
    private const uint Placeholder = 0x7FFF_F000;

    /// <summary>What ffmpeg writes of a W64 to a pipe, less the chunk's head.</summary>
    private const long W64Placeholder = long.MaxValue - 24;

    private static readonly byte[] W64Riff = [0x72, 0x69, 0x66, 0x66, 0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0, 0];

    /// <summary>True for the first 12 bytes, or fewer, of any file that <see cref="Read"/> takes or refuses with a reason.</summary>
    public static bool Matches(ReadOnlySpan<byte> start)
    {
        bool riff = start.StartsWith("RIFF"u8) || start.StartsWith("RIFX"u8) || start.StartsWith("RF64"u8);
        return (riff && (start.Length < 12 || start[8..].StartsWith("WAVE"u8))) || start.StartsWith(W64Riff.AsSpan(0, 12));
    }

    /// <summary>Takes all chunks up to the samples.</summary>
    public static WavHeader Read(AudioInput input)
    {
        bool w64 = input.Peek(16).StartsWith(W64Riff);
        Span<byte> head = stackalloc byte[w64 ? 40 : 12];
        if (input.Read(head) < head.Length)
            throw input.Error($"WAV cut off within its first {head.Length} bytes; copy or export the recording again.");
        if (w64 && !head[24..].StartsWith("wave"u8))
            throw input.Error("a W64 file of a form other than wave; give a WAV, FLAC or MP3 file.");

        bool bigEndian = head.StartsWith("RIFX"u8);
        long end = w64 ? BinaryPrimitives.ReadInt64LittleEndian(head[16..]) : U32(head[4..], bigEndian) + 8L;
        WavFormat? format = null;
        long? fact = null, dataOfDs64 = null;
        while (TryReadChunk(input, w64, bigEndian, out string name, out long length))
        {
            switch (name)
            {
                case "fmt ":
                    if (length > MaxFmtLength)
                        throw input.Error($"WAV with a fmt chunk that claims {length} bytes; export the recording again.");
                    format = WavFormat.Parse(Body(input, length), bigEndian, input);
                    break;
                case "ds64" when length is >= 28 and <= MaxFmtLength:
                    dataOfDs64 = BinaryPrimitives.ReadInt64LittleEndian(Body(input, length).AsSpan(8));
                    break;
                case "fact" when length is >= 4 and <= MaxFmtLength:
                    fact = U32(Body(input, length), bigEndian);
                    break;
                case "data":
                    return new WavHeader(
                        format ?? throw input.Error("WAV without a fmt chunk before its data, so the encoding is unknown; export the recording again."),
                        DataLengthOf(input, length, w64, end, dataOfDs64),
                        fact);
                default:
                    if (!input.Skip(length))
                        throw input.Error($"WAV cut off: its chunk \"{name}\" claims {length} bytes, more than the file has; copy or export the recording again.");
                    break;
            }

            input.Skip(w64 ? -length & 7 : length & 1);
        }

        throw input.Error(format is null
            ? "WAV without a fmt chunk and without a data chunk; copy or export the recording again."
            : "WAV without a data chunk, so it holds no audio; copy or export the recording again.");
    }

    private static long? DataLengthOf(AudioInput input, long length, bool w64, long end, long? dataOfDs64) => length switch
    {
        uint.MaxValue when dataOfDs64 is > 0 => dataOfDs64,
        W64Placeholder when w64 => null,
        >= Placeholder when !w64 && !(length < uint.MaxValue && input.Remaining >= length) => null,

        // A header that was never finished: nothing but the end of the file tells how long it is.
        0 when end <= input.Position && !input.Peek(1).IsEmpty => null,
        _ => length,
    };

    /// <summary>Takes a chunk's name and length; false at the end of the file.</summary>
    private static bool TryReadChunk(AudioInput input, bool w64, bool bigEndian, out string name, out long length)
    {
        Span<byte> head = stackalloc byte[w64 ? 24 : 8];
        bool complete = input.Read(head) == head.Length;
        name = complete ? Printable(head[..4]) : "";

        // W64 counts the head itself and begins every chunk at a multiple of eight bytes.
        length = w64 ? BinaryPrimitives.ReadInt64LittleEndian(head[16..]) - 24 : U32(head[4..], bigEndian);
        if (complete && length < 0)
            throw input.Error($"WAV whose chunk \"{name}\" claims an impossible length; copy or export the recording again.");
        return complete;
    }

    private static byte[] Body(AudioInput input, long length)
    {
        byte[] body = new byte[length];
        if (input.Read(body) < length)
            throw input.Error("WAV cut off within its header; copy or export the recording again.");
        return body;
    }

    private static uint U32(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
            text[i] = bytes[i] is >= 32 and < 127 ? (char)bytes[i] : '?';
        return new string(text);
    }
}
