using Speech.Sdk.Audio;
using Speech.Sdk.Audio.Ffmpeg;

namespace Speech.Sdk.Tests.Audio;

/// <summary>All samples of a recording as its decoder gives them: interleaved, at their own rate.</summary>
internal sealed record Decoding(AudioFormat Format, float[] Samples, IReadOnlyList<string> Warnings)
{
    public static readonly FfmpegLocator NoFfmpeg = new("");

    public int Frames => Samples.Length / Format.Channels;

    /// <summary>Decodes everything; skips the test, visibly, where it takes an ffmpeg that is not installed.</summary>
    public static Decoding Of(AudioSource source)
    {
        bool installed = FfmpegLocator.OnPath.Find() is not null;
        try
        {
            using AudioDecoder decoder = source.OpenDecoder(FfmpegLocator.OnPath);
            return Of(decoder);
        }
        catch (AudioFormatException error) when (!installed && error.Message.Contains("install ffmpeg", StringComparison.Ordinal))
        {
            Assert.Ignore($"Needs ffmpeg: {error.Message}");
            throw;
        }
    }

    /// <summary>Decodes everything without any ffmpeg.</summary>
    public static Decoding Natively(AudioSource source)
    {
        using AudioDecoder decoder = source.OpenDecoder(NoFfmpeg);
        return Of(decoder);
    }

    public double Rms(int channel)
    {
        double sum = 0;
        for (int i = channel; i < Samples.Length; i += Format.Channels)
            sum += (double)Samples[i] * Samples[i];
        return Math.Sqrt(sum / Frames);
    }

    private static Decoding Of(AudioDecoder decoder)
    {
        List<float> samples = [];
        for (ReadOnlySpan<float> block = decoder.ReadBlock(); !block.IsEmpty; block = decoder.ReadBlock())
            samples.AddRange(block);
        return new Decoding(decoder.Format, [.. samples], decoder.Warnings);
    }
}
