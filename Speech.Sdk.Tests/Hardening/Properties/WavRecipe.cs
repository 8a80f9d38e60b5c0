using CsCheck;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>A WAV file that a writer may well make, and the samples in it.</summary>
internal sealed record WavRecipe(
    WavRecipe.Container Form, WavRecipe.Encoding Kind, bool Extensible, int Channels, int Rate, long[] Frames, WavRecipe.Sizes Lengths, (string Name, int Length)[] Before, (string Name, int Length)[] Between, int Behind)
{
    public enum Container
    {
        Riff,

        /// <summary>RIFF with its numbers the other way round.</summary>
        Rifx,

        /// <summary>RIFF with its lengths in a chunk of their own, for files above 4 GiB.</summary>
        Rf64,

        /// <summary>Sony's, of 64-bit lengths and GUIDs.</summary>
        W64,
    }

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

    private const int W64Head = 24;

    private static readonly byte[] W64Tail = [0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A];

    // Chunks that may stand anywhere; of a fact's number nothing depends but for block codecs.
    private static readonly Gen<(string, int)[]> Chunks = Gen.Select(Gen.OneOf<string>(["LIST", "fact", "bext", "JUNK", "PAD ", "x\0\u00FF~"]), Gen.Int[0, 70]).Array[0, 3];

    // What writers leave of the lengths differs from container to container.
    private static readonly Gen<(Container, Sizes)> Forms = Gen.OneOf<(Container, Sizes)>(
    [
        (Container.Riff, Sizes.Right), (Container.Riff, Sizes.Ones), (Container.Riff, Sizes.Zeros), (Container.Riff, Sizes.Sox), (Container.Rifx, Sizes.Right), (Container.Rifx, Sizes.Sox),
        (Container.Rf64, Sizes.Right), (Container.Rf64, Sizes.Ones), (Container.W64, Sizes.Right), (Container.W64, Sizes.Ones), (Container.W64, Sizes.Zeros),
    ]);

    public static Gen<WavRecipe> All { get; } =
        from format in Gen.Select(Gen.Enum<Encoding>(), Gen.Bool, Gen.Int[1, 5], Gen.Int[4000, 192_000])
        from frames in Gen.Int[1, 3000]
        from samples in Gen.Long.Array[frames * format.Item3]
        from rest in Gen.Select(Forms, Chunks, Chunks, Gen.Int[0, 9])
        select new WavRecipe(rest.Item1.Item1, format.Item1, format.Item2, format.Item3, format.Item4, samples, rest.Item1.Item2, rest.Item2, rest.Item3, rest.Item4);

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
        byte[] chunks = [.. Before.SelectMany(Junk), .. Chunk("fmt ", Format()), .. Between.SelectMany(Junk), .. Head("data", Form == Container.Rf64 ? uint.MaxValue : Claimed(data.Length)), .. data];
        if (Lengths == Sizes.Right)
            chunks = [.. chunks, .. Padding(data.Length), .. Junk(("LIST", Behind))];
        if (Form == Container.W64)
            return [.. WavHeaders.W64Riff, .. Number(Lengths == Sizes.Right ? 40 + chunks.Length : Lengths == Sizes.Ones ? -1 : 0, 8), .. "wave"u8, .. W64Tail, .. chunks];
        if (Form != Container.Rf64)
            return [.. Form == Container.Rifx ? "RIFX"u8 : "RIFF"u8, .. Number(Claimed(4 + chunks.Length), 4), .. "WAVE"u8, .. chunks];
        // To a pipe its lengths are zeros.
        byte[] lengths = Lengths == Sizes.Ones ? new byte[28] : [.. Number(4 + 36 + chunks.Length, 8), .. Number(data.Length, 8), .. Number(Frames.Length / Channels, 8), .. Number(0, 4)];
        return [.. "RF64"u8, .. Number(uint.MaxValue, 4), .. "WAVE"u8, .. Chunk("ds64", lengths), .. chunks];
    }

    private long Claimed(int right) => Lengths switch
    {
        Sizes.Right => right,
        Sizes.Ones => Form == Container.W64 ? long.MaxValue - W64Head : uint.MaxValue,
        Sizes.Zeros => 0,
        _ => 0x7FFF_FFFF - 36,
    };

    // The tag in front of the GUID's end, as sox writes it in both byte orders.
    private byte[] Format()
    {
        int bytes = Bits / 8, tag = Kind >= Encoding.Float32 ? 3 : 1;
        byte[] common = [.. Number(Extensible ? 0xFFFE : tag, 2), .. Number(Channels, 2), .. Number(Rate, 4), .. Number(Rate * Channels * bytes, 4), .. Number(Channels * bytes, 2), .. Number(Bits, 2)];
        return Extensible ? [.. common, .. Number(22, 2), .. Number(Bits, 2), .. Number(0, 4), .. Number(tag, 2), 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71] : common;
    }

    private byte[] Bytes(long value) => Kind switch
    {
        Encoding.Pcm8 => [(byte)(Whole(value) + 128)],
        Encoding.Float32 => Number(BitConverter.SingleToInt32Bits((float)Real(value)), 4),
        Encoding.Float64 => Number(BitConverter.DoubleToInt64Bits(Real(value)), 8),
        _ => Number(Whole(value), Bits / 8),
    };

    // The upper bits, sign and all.
    private long Whole(long value) => value >> (64 - Bits);

    // Beyond 1 too, as floats may be.
    private static double Real(long value) => value / Math.Pow(2, 61);

    private byte[] Junk((string Name, int Length) chunk) => Chunk(chunk.Name, [.. Enumerable.Range(0, chunk.Length).Select(value => (byte)(value * 37))]);

    private byte[] Chunk(string name, byte[] body) => [.. Head(name, body.Length), .. body, .. Padding(body.Length)];

    // W64's lengths count the head itself.
    private byte[] Head(string name, long length) => Form == Container.W64
        ? [.. name.Select(letter => (byte)letter), .. W64Tail, .. Number(length + W64Head, 8)]
        : [.. name.Select(letter => (byte)letter), .. Number(length, 4)];

    private byte[] Padding(int length) => new byte[Form == Container.W64 ? -length & 7 : length & 1];

    private byte[] Number(long value, int bytes)
    {
        byte[] number = BitConverter.GetBytes(value)[..bytes];
        if (Form == Container.Rifx)
            Array.Reverse(number);
        return number;
    }
}
