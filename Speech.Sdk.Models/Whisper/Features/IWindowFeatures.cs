using Speech.Sdk.Audio;

namespace Speech.Sdk.Models.Whisper.Features;

/// <summary>A window's log-mel spectrogram, as one of the references frames it.</summary>
internal interface IWindowFeatures
{
    /// <summary>Writes [mels, frames]: as many frames as there is room for, which are those of a full window but where windows are clips of their own.</summary>
    /// <param name="audio">The recording.</param>
    /// <param name="start">The window's first sample.</param>
    /// <param name="samples">Samples of the window; what is missing to those frames is padded.</param>
    /// <param name="mel">Where it goes.</param>
    void Compute(AudioWindow audio, long start, int samples, Span<float> mel);
}
