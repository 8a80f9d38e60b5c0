namespace Speech.Sdk.Features;

/// <summary>What SeamlessM4TFeatureExtractor's preprocessor_config.json says; the defaults are w2v-bert-2.0's.</summary>
internal sealed record SeamlessFeatureOptions
{
    /// <summary>Mel bins of a frame: num_mel_bins.</summary>
    public int Mels { get; init; } = 80;

    /// <summary>Samples a second: sampling_rate. Frames are 400 samples every 160 whatever it is.</summary>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>Frames side by side in a row: stride.</summary>
    public int Stride { get; init; } = 2;
}
