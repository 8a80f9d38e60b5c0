using Speech.Sdk.Features;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.FrontEnds;

namespace Speech.Sdk.Models.Wav2Vec2Bert;

/// <summary>Log-mel frames, each bin normalised over the recording, two of them side by side in a row; a row is an encoder's frame.</summary>
internal sealed class Wav2Vec2BertFrontEnd : IFrontEnd
{
    private readonly AdapterFrames _adapter;
    private readonly SeamlessFeatures _features;

    /// <exception cref="ModelFolderException">A configuration file is missing or says nothing that makes sense.</exception>
    public Wav2Vec2BertFrontEnd(ModelFolder folder)
    {
        using ConfigFile config = ConfigFile.Read(folder, "config.json");
        using ConfigFile audio = ConfigFile.ReadOptional(folder, "preprocessor_config.json");
        _adapter = AdapterFrames.Read(config, standardLayers: 1);
        _features = new SeamlessFeatures(new SeamlessFeatureOptions
        {
            Mels = audio.Size("num_mel_bins", 80), SampleRate = audio.SampleRate(16_000), Stride = audio.Size("stride", 2),
        });
        if (config.Size("feature_projection_input_dim", 160) is var width && width != _features.RowSize)
            throw new ModelFolderException($"{folder.Path}: preprocessor_config.json makes rows of {_features.RowSize} values, config.json expects {width} (feature_projection_input_dim). Copy both from the checkpoint again.");
    }

    public int SampleRate => _features.SampleRate;

    public int Hop => _features.RowHop * _adapter.Factor;

    public int Overlap => _features.Samples(1) - _features.RowHop;

    public int Frames(long samples) => _adapter.Frames((int)_features.Rows(samples));

    public IRecordingMeasure Measure() => new FeatureMeasure(_features.Measure());

    public long[] Shape(int samples) => [_features.Rows(samples), _features.RowSize];

    public bool HasEnds => _adapter.Layers > 0;

    // A row is of two frames, and starts with the first.
    public long Ends(int samples) => _features.Rows(samples + (_features.RowHop / 2));

    public void Compute(ReadOnlySpan<float> samples, IRecordingScale? scale, Span<float> destination) =>
        _features.Compute(samples, (int)_features.Rows(samples.Length), ((Scaling)scale!).Scale, destination);

    private sealed class FeatureMeasure(SeamlessMeasure measure) : IRecordingMeasure
    {
        public void Accept(ReadOnlySpan<float> samples) => measure.Accept(samples);

        public IRecordingScale Scale() => new Scaling(measure.Scale());
    }

    private sealed record Scaling(FrameScale Scale) : IRecordingScale;
}
