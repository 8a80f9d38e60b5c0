using System.Buffers.Binary;
using CsCheck;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>A WAV file that a writer may well make, and the samples in it.</summary>
internal sealed record WavRecipe(WavRecipe.Encoding Kind, bool Extensible, int Channels, int Rate, long[] Frames, WavRecipe.Sizes Lengths, (string Name, int Length)[] Before, (string Name, int Length)[] Between, int Behind)
{
    public enum Encoding
    {
        Pcm8 = 1,
        Pcm16,
        Pcm24,
        Pcm32,
        Float32,
        Float64,
    }

    /// <summary>What the file says of its lengths.</summary>
    public enum Sizes
    {
        Right,

        /// <summary>All ones, as writers to a pipe leave them.</summary>
        Ones,

        /// <summary>Zeros: a header that was never finished.</summary>
        Zeros,

        /// <summary>What sox writes to a pipe.</summary>
        Sox,
    }

    // Chunks that may stand anywhere; of a fact's number nothing depends but for block codecs.
    private static readonly Gen<(string, int)[]> Chunks = Gen.Select(Gen.OneOf<string>(["LIST", "fact", "bext", "JUNK", "PAD ", "x\0\u00FF~"]), Gen.Int[0, 70]).Array[0, 3];

    public static Gen<WavRecipe> All { get; } =
        from format in Gen.Select(Gen.Enum<Encoding>(), Gen.Bool, Gen.Int[1, 5], Gen.Int[4000, 192_000])
        from frames in Gen.Int[1, 3000]
        from samples in Gen.Long.Array[frames * format.Item3]
        from rest in Gen.Select(Gen.Enum<Sizes>(), Chunks, Chunks, Gen.Int[0, 9])
        select new WavRecipe(format.Item1, format.Item2, format.Item3, format.Item4, samples, rest.Item1, rest.Item2, rest.Item3, rest.Item4);

    /// <summary>The samples, those of one frame side by side.</summary>
    public float[] Samples => Array.ConvertAll(Frames, value => Kind switch
    {
        Encoding.Float32 or Encoding.Float64 => (float)Real(value),
        _ => (float)(Whole(value) / Math.Pow(2, Bits - 1)),
    });

    private int Bits => Kind switch
    {
        Encoding.Float32 => 32,
        Encoding.Float64 => 64,
        _ => 8 * (int)Kind,
    };

    public byte[] Write()
    {
        byte[] data = [.. Frames.SelectMany(Bytes)];
        bool toTheEnd = Lengths != Sizes.Right;
        byte[] header = [.. Before.SelectMany(Junk), .. Chunk("fmt ", Format()), .. Between.SelectMany(Junk)];
        byte[] rest = toTheEnd ? [] : [.. new byte[data.Length & 1], .. Junk(("LIST", Behind))];
        uint riff = Claimed((uint)(4 + header.Length + 8 + data.Length + rest.Length)), length = Claimed((uint)data.Length);
        return [.. "RIFF"u8, .. BitConverter.GetBytes(riff), .. "WAVE"u8, .. header, .. "data"u8, .. BitConverter.GetBytes(length), .. data, .. rest];
    }

    private uint Claimed(uint right) => Lengths switch
    {
        Sizes.Right => right,
        Sizes.Ones => uint.MaxValue,
        Sizes.Zeros => 0,
        _ => 0x7FFF_FFFF - 36,
    };

    private byte[] Format()
    {
        int bytes = Bits / 8, tag = Kind >= Encoding.Float32 ? 3 : 1;
        byte[] format = new byte[Extensible ? 40 : 16];
        BinaryPrimitives.WriteUInt16LittleEndian(format, (ushort)(Extensible ? 0xFFFE : tag));
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(2), (ushort)Channels);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(4), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(8), Rate * Channels * bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(12), (ushort)(Channels * bytes));
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(14), (ushort)Bits);
        if (Extensible)
        {
            format[16] = 22;
            format[24] = (byte)tag;
        }

        return format;
    }

    private IEnumerable<byte> Bytes(long value) => Kind switch
    {
        Encoding.Pcm8 => [(byte)(Whole(value) + 128)],
        Encoding.Float32 => BitConverter.GetBytes((float)Real(value)),
        Encoding.Float64 => BitConverter.GetBytes(Real(value)),
        _ => BitConverter.GetBytes((int)Whole(value)).Take(Bits / 8),
    };

    // The upper bits, sign and all.
    private long Whole(long value) => value >> (64 - Bits);

    // Beyond 1 too, as floats may be.
    private static double Real(long value) => value / Math.Pow(2, 61);

    private static byte[] Junk((string Name, int Length) chunk) => Chunk(chunk.Name, [.. Enumerable.Range(0, chunk.Length).Select(value => (byte)(value * 37))]);

    private static byte[] Chunk(string name, byte[] body) =>
        [.. name.Select(letter => (byte)letter), .. BitConverter.GetBytes(body.Length), .. body, .. new byte[body.Length & 1]];
}
