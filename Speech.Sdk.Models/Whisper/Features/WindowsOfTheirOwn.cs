using Speech.Sdk.Audio;

namespace Speech.Sdk.Models.Whisper.Features;

/// <summary>Each window is a clip of its own, followed by silence (transformers' feature extractor; openai-whisper's decode).</summary>
internal sealed class WindowsOfTheirOwn(WhisperFeatures features) : IWindowFeatures
{
    public void Compute(AudioWindow audio, long start, int samples, Span<float> mel)
    {
        using AudioSlice slice = audio.Slice(start, samples);
        features.Compute(slice.Samples, mel.Length / features.Mels * features.Hop, mel);
    }
}
