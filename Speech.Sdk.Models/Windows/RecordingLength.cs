using Speech.Sdk.Audio;

namespace Speech.Sdk.Models.Windows;

/// <summary>Models of raw frames cannot hear what is shorter than their first; to pad it would be to classify silence.</summary>
internal static class RecordingLength
{
    /// <exception cref="AudioFormatException">The recording is too short.</exception>
    public static void Require(AudioSource audio, long samples, int shortest, int sampleRate)
    {
        if (samples < shortest)
        {
            throw new AudioFormatException(FormattableString.Invariant(
                $"{audio.Name}: {1000.0 * samples / sampleRate:0.#} ms of audio, {samples} samples at {sampleRate} Hz; this model needs at least {1000.0 * shortest / sampleRate:0.#} ms. Give a longer recording."));
        }
    }
}
