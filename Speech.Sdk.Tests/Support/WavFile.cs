using System.Runtime.InteropServices;

namespace Speech.Sdk.Tests.Support;

/// <summary>Mono WAV files whose headers may lie.</summary>
internal static class WavFile
{
    /// <summary>16 kHz, 16 bits, with a header that tells the truth, unless it is given otherwise.</summary>
    /// <param name="samples">Little endian samples.</param>
    /// <param name="data">What the header says of their bytes.</param>
    /// <param name="riff">What it says of the file's bytes behind this field.</param>
    public static byte[] Of(byte[] samples, uint? data = null, uint? riff = null) => Of(samples, format: 1, 16_000, sampleBytes: 2, data, riff);

    /// <summary>32-bit floats.</summary>
    public static byte[] OfFloats(ReadOnlySpan<float> samples, int sampleRate, uint? data = null) =>
        Of(MemoryMarshal.AsBytes(samples), format: 3, sampleRate, sizeof(float), data, riff: null);

    private static byte[] Of(ReadOnlySpan<byte> samples, short format, int sampleRate, int sampleBytes, uint? data, uint? riff)
    {
        uint length = data ?? (uint)samples.Length;
        using MemoryStream wav = new();
        using BinaryWriter writer = new(wav);
        writer.Write("RIFF"u8);
        writer.Write(riff ?? (length == uint.MaxValue ? length : length + 36));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write(format);
        writer.Write((short)1);
        writer.Write(sampleRate);
        writer.Write(sampleRate * sampleBytes);
        writer.Write((short)sampleBytes);
        writer.Write((short)(8 * sampleBytes));
        writer.Write("data"u8);
        writer.Write(length);
        writer.Write(samples);
        return wav.ToArray();
    }

    /// <summary>Samples between -1 and 1 as 16 bits, little endian.</summary>
    public static byte[] Bytes(IEnumerable<float> samples) => [.. samples.SelectMany(sample => BitConverter.GetBytes((short)(sample * 32_767)))];
}
