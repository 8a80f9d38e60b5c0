using CsCheck;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>Files of WAV's kinds, well-formed as lists of chunks, whose numbers are arbitrary.</summary>
internal static class WavHeaders
{
    /// <summary>What a W64 begins with.</summary>
    public static byte[] W64Riff { get; } = [.. "riff"u8, 0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0, 0];

    private static readonly Gen<byte[]> Body = Gen.Byte.Array[0, 200];

    private static readonly Gen<byte[]> Format =
        from tag in Gen.OneOf<int>([1, 1, 1, 2, 3, 3, 6, 7, 0x11, 0x31, 0xFFFE])
        from channels in Gen.OneOf<int>([1, 1, 1, 2, 2, 5, 1024, 0, 1025])
        from rate in Gen.OneOf<long>([8000, 16_000, 48_000, 48_000, 100, 99, 768_000, 768_001, uint.MaxValue])
        from block in Arbitrary.Number
        from bits in Gen.OneOf<long>([8, 16, 24, 32, 32, 64, 4, 12, 0, 65535])
        from extra in Body
        select (byte[])[.. Low(tag, 2), .. Low(channels, 2), .. Low(rate, 4), .. Low(0, 4), .. Low(block, 2), .. Low(bits, 2), .. Low(extra.Length, 2), .. extra];

    private static readonly Gen<(string Name, byte[] Body, long Length)> Chunk =
        from name in Gen.OneOf<string>(["fmt ", "data", "fact", "fact", "ds64", "ds64", "LIST"])
        from body in name == "fmt " ? Format : Body
        from length in Gen.OneOf<long>(Gen.Const((long)body.Length), Gen.Const((long)body.Length), Gen.Const((long)body.Length), Arbitrary.Number)
        select (name, body, length);

    /// <summary>RIFF, RF64 and W64; most have what it takes to be read.</summary>
    public static Gen<byte[]> Any { get; } =
        from kind in Gen.OneOf<string>(["RIFF", "RIFF", "RF64", "riff"])
        from riff in Arbitrary.Number
        from format in Format
        from between in Chunk.Array[0, 2]
        from data in Gen.Select(Body, Arbitrary.Number)
        from last in Chunk.Array[0, 2]
        select Write(kind, riff, [("fmt ", format, format.Length), .. between, ("data", data.Item1, data.Item2), .. last]);

    private static byte[] Write(string kind, long riff, IEnumerable<(string Name, byte[] Body, long Length)> chunks) => kind == "riff"
        ? [.. W64Riff, .. Low(riff, 8), .. "wave"u8, .. new byte[12], .. chunks.SelectMany(chunk => (byte[])[.. Name(chunk.Name), .. new byte[12], .. Low(chunk.Length + 24, 8), .. chunk.Body, .. new byte[-chunk.Body.Length & 7]])]
        : [.. Name(kind), .. Low(riff, 4), .. "WAVE"u8, .. chunks.SelectMany(chunk => (byte[])[.. Name(chunk.Name), .. Low(chunk.Length, 4), .. chunk.Body, .. new byte[chunk.Body.Length & 1]])];

    private static byte[] Name(string name) => [.. name.Select(letter => (byte)letter)];

    private static byte[] Low(long number, int bytes) => BitConverter.GetBytes(number)[..bytes];
}
