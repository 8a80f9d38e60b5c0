using System.Buffers.Binary;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Benchmarks;

/// <summary>Speech of any length: clips one after the other, again and again, never held as a whole. 16 bits, 16 kHz.</summary>
internal sealed class SampleSpeech(byte[] clip)
{
    public const int SampleRate = 16_000;

    /// <summary>The clips' samples.</summary>
    public byte[] Clip => clip;

    /// <summary>Seconds after which they come again.</summary>
    public double ClipSeconds => clip.Length / (double)sizeof(short) / SampleRate;

    public static SampleSpeech OfFiles(IEnumerable<string> files) => new(ToBytes([.. files.SelectMany(file => AudioSource.FromFile(file).ReadAll(SampleRate))]));

    /// <summary>Samples between -1 and 1 as 16 bits, little endian.</summary>
    public static byte[] ToBytes(ReadOnlySpan<float> samples)
    {
        byte[] bytes = new byte[samples.Length * sizeof(short)];
        for (int index = 0; index < samples.Length; index++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(index * sizeof(short)), (short)Math.Clamp(samples[index] * 32_768, short.MinValue, short.MaxValue));
        return bytes;
    }

    /// <summary>A recording of so many seconds, to be read once.</summary>
    public AudioSource Recording(double seconds, string name) => AudioSource.FromRawStream(Bytes(seconds), SampleRate, name: name);

    /// <summary>Its samples.</summary>
    public Stream Bytes(double seconds) => new RepeatingStream(clip, (long)(seconds * SampleRate) * sizeof(short));

    /// <summary>The path of one of the repository's samples.</summary>
    public static string Sample(string name)
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Speech.Sdk.sln")))
            folder = Path.GetDirectoryName(folder);
        return Path.Combine(folder ?? ".", "samples", $"{name}.flac");
    }
}
