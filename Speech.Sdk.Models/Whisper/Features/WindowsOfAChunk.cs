using Speech.Sdk.Audio;

namespace Speech.Sdk.Models.Whisper.Features;

/// <summary>
/// Windows are cut from the spectrogram of one clip, followed by silence up to a full window: the first is all of it, a later one
/// what is left of it, padded with zeros (transformers' <c>generate</c> on what its feature extractor made of one clip).
/// </summary>
/// <param name="features">Computes the frames.</param>
/// <param name="begin">The clip's first sample.</param>
/// <param name="length">Samples of the clip, at most a window's.</param>
internal sealed class WindowsOfAChunk(WhisperFeatures features, long begin, int length) : IWindowFeatures
{
    public void Compute(AudioWindow audio, long start, int samples, Span<float> mel)
    {
        using AudioSlice slice = audio.Slice(begin, length);
        features.Compute(slice.Samples, features.WindowSamples, mel);
        int skipped = (int)(start - begin) / features.Hop;
        for (int bin = 0; skipped > 0 && bin < features.Mels; bin++)
        {
            Span<float> row = mel.Slice(bin * features.WindowFrames, features.WindowFrames);
            row[skipped..].CopyTo(row);
            row[^skipped..].Clear();
        }
    }
}
