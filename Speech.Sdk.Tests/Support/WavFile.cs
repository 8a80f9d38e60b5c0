namespace Speech.Sdk.Tests.Support;

/// <summary>WAV files of 16 kHz, mono, 16 bits, whose headers may lie.</summary>
internal static class WavFile
{
    /// <summary>With a header that tells the truth, unless it is given otherwise.</summary>
    /// <param name="samples">Little endian samples.</param>
    /// <param name="data">What the header says of their bytes.</param>
    /// <param name="riff">What it says of the file's bytes behind this field.</param>
    public static byte[] Of(byte[] samples, uint? data = null, uint? riff = null)
    {
        uint length = data ?? (uint)samples.Length;
        using MemoryStream wav = new();
        using BinaryWriter writer = new(wav);
        writer.Write("RIFF"u8);
        writer.Write(riff ?? (length == uint.MaxValue ? length : length + 36));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(16_000);
        writer.Write(32_000);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(length);
        writer.Write(samples);
        return wav.ToArray();
    }

    /// <summary>Samples between -1 and 1 as 16 bits, little endian.</summary>
    public static byte[] Bytes(IEnumerable<float> samples) => [.. samples.SelectMany(sample => BitConverter.GetBytes((short)(sample * 32_767)))];
}
