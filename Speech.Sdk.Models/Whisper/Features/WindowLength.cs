namespace Speech.Sdk.Models.Whisper.Features;

/// <summary>
/// How much an encoder hears with a window that is fitted to its audio: the audio, silence that tells where it ends, and what is missing to a whole step. It follows from
/// the audio's length alone, so that what a window gets does not depend on the windows beside it.
/// </summary>
internal static class WindowLength
{
    /// <summary>What a window of a recording has: behind one second Whisper falls into repetition; three to five cost no accuracy (docs/performance.md).</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    /// <summary>What a window of live audio has, which is soon heard again with more sound behind it.</summary>
    public static readonly TimeSpan LiveSilence = TimeSpan.FromSeconds(2);

    // Windows are decoded together with those of their length: with fewer lengths there are more of them.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    /// <summary>Samples that the encoder hears, at most the model's window; whole pairs of frames, as the encoder joins two to a position.</summary>
    /// <param name="samples">Samples of the window's audio.</param>
    /// <param name="silence">The least silence behind it.</param>
    /// <param name="features">The model's window, rate and frames.</param>
    public static int Of(int samples, TimeSpan silence, WhisperFeatures features)
    {
        int pair = 2 * features.Hop;
        int step = Math.Max(1, Samples(Step) / pair) * pair;
        long length = ((long)samples + Samples(silence) + step - 1) / step * step;
        return (int)Math.Min(length, features.WindowSamples);

        int Samples(TimeSpan time) => (int)(time.TotalSeconds * features.SampleRate);
    }
}
