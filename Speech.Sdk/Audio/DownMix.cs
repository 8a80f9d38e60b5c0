namespace Speech.Sdk.Audio;

/// <summary>Many channels to one: their mean, whatever the speakers they were meant for.</summary>
internal static class DownMix
{
    /// <summary>Writes the mean of each frame's samples; <paramref name="mono"/> holds one sample a frame.</summary>
    public static void Mean(ReadOnlySpan<float> interleaved, int channels, Span<float> mono)
    {
        int frames = interleaved.Length / channels;
        if (channels == 1)
        {
            interleaved.CopyTo(mono);
            return;
        }

        if (channels == 2)
        {
            for (int i = 0; i < frames; i++)
                mono[i] = (interleaved[2 * i] + interleaved[(2 * i) + 1]) * 0.5f;
            return;
        }

        for (int i = 0; i < frames; i++)
        {
            float sum = 0;
            foreach (float sample in interleaved.Slice(i * channels, channels))
                sum += sample;
            mono[i] = sum / channels;
        }
    }
}
