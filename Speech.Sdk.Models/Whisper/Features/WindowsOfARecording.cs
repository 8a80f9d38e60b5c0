using Speech.Sdk.Audio;

namespace Speech.Sdk.Models.Whisper.Features;

/// <summary>
/// Windows are cut from the spectrogram of the whole recording, whose loudest point sets the floor of all of them, and padded
/// with zeros (openai-whisper's transcribe, transformers' long form).
/// </summary>
/// <param name="features">Computes the frames.</param>
/// <param name="greatest">The greatest log10 energy of the recording.</param>
/// <param name="mirrorsEnd">Whether the last frames mirror the recording's end (transformers) or see silence behind it (openai-whisper).</param>
internal sealed class WindowsOfARecording(WhisperFeatures features, float greatest, bool mirrorsEnd) : IWindowFeatures
{
    // Frames are centred: the first ones of a slice need what lies before it.
    private const int FramesBefore = 2;

    /// <summary>Reads a recording to its end and prepares its windows.</summary>
    public static WindowsOfARecording Measure(WhisperFeatures features, AudioWindow audio, bool mirrorsEnd)
    {
        float greatest = float.NegativeInfinity;
        for (long start = 0; ;)
        {
            long end = audio.ReadTo(start + features.WindowSamples + (FramesBefore * features.Hop));
            int frames = (int)((Math.Min(end, start + features.WindowSamples) - start) / features.Hop);
            if (frames > 0)
            {
                (long from, int firstFrame, int length) = Around(features, audio, start, frames, mirrorsEnd);
                using AudioSlice slice = audio.Slice(from, (int)Math.Min(length, audio.End - from));
                greatest = Math.Max(greatest, features.Greatest(slice.Samples, length, firstFrame, frames));
            }

            start += features.WindowSamples;
            audio.Release(start - (FramesBefore * features.Hop));
            if (audio.Ended && start >= audio.End)
                return new WindowsOfARecording(features, greatest, mirrorsEnd);
        }
    }

    public void Compute(AudioWindow audio, long start, int samples, Span<float> mel)
    {
        int frames = samples / features.Hop;
        audio.ReadTo(start + samples + (FramesBefore * features.Hop));
        (long from, int firstFrame, int length) = Around(features, audio, start, frames, mirrorsEnd);
        using AudioSlice slice = audio.Slice(from, (int)Math.Min(length, audio.End - from));
        features.ComputeSlice(slice.Samples, length, firstFrame, frames, greatest, mel);
    }

    private static (long From, int FirstFrame, int Length) Around(WhisperFeatures features, AudioWindow audio, long start, int frames, bool mirrorsEnd)
    {
        int before = start >= FramesBefore * features.Hop ? FramesBefore : 0;
        long from = start - (before * features.Hop);
        int span = (before + frames + FramesBefore) * features.Hop;
        return (from, before, mirrorsEnd && audio.Ended ? (int)Math.Min(span, audio.End - from) : span);
    }
}
