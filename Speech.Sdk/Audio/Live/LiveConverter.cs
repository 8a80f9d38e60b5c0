using System.Numerics.Tensors;
using Speech.Sdk.Audio.Resampling;

namespace Speech.Sdk.Audio.Live;

/// <summary>Live audio as mono at one rate: the mean of the channels, resampled.</summary>
internal static class LiveConverter
{
    /// <summary>Gives chunks that are valid until the next one is asked for; none is empty.</summary>
    /// <exception cref="AudioFormatException">A chunk is no whole number of frames, or holds samples that are not numbers.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<float>> Convert(IAsyncEnumerable<LiveChunk> chunks, string name, int sampleRate)
    {
        Resampler? resampler = null;
        float[] mono = [];
        float[] resampled = [];
        long done = 0;
        await foreach ((ReadOnlyMemory<float> samples, AudioFormat format) in chunks.ConfigureAwait(false))
        {
            Check(samples.Span, format, name, done);
            int frames = samples.Length / format.Channels;
            done += frames;
            Reserve(ref mono, frames);
            DownMix.Mean(samples.Span, format.Channels, mono);
            if (format.SampleRate != sampleRate)
            {
                resampler ??= new Resampler(format.SampleRate, sampleRate);
                Reserve(ref resampled, resampler.MaxOutput(frames));
                frames = resampler.Process(mono.AsSpan(0, frames), resampled);
            }

            if (frames > 0)
                yield return (resampler is null ? mono : resampled).AsMemory(0, frames);
        }

        if (resampler is not null)
        {
            Reserve(ref resampled, resampler.MaxOutput(0));
            int rest = resampler.Flush(resampled);
            if (rest > 0)
                yield return resampled.AsMemory(0, rest);
        }
    }

    private static void Check(ReadOnlySpan<float> samples, AudioFormat format, string name, long done)
    {
        if (samples.Length % format.Channels != 0)
            throw new AudioFormatException($"{name}: a chunk of {samples.Length} samples is no whole number of frames of {format.Channels} channels; give whole frames.");
        if (!samples.IsEmpty && !TensorPrimitives.IsFiniteAll(samples))
            throw new AudioFormatException(FormattableString.Invariant($"{name}: holds samples that are not numbers after {(double)done / format.SampleRate:0.0} s; look at what makes them."));
    }

    private static void Reserve(ref float[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = new float[length];
    }
}
