using Speech.Sdk.Features;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.FrontEnds;

namespace Speech.Sdk.Models.Wav2Vec2;

/// <summary>Samples as they are, brought to zero mean and unit variance where the checkpoint asks for it; the graph's convolutions make frames of them.</summary>
internal sealed class Wav2Vec2FrontEnd : IFrontEnd
{
    private static readonly int[] Kernels = [10, 3, 3, 3, 3, 2, 2];
    private static readonly int[] Strides = [5, 2, 2, 2, 2, 2, 2];

    private readonly AdapterFrames _adapter;
    private readonly bool _normalizes;
    private readonly int _stride = 1;
    private readonly int _field = 1;

    /// <exception cref="ModelFolderException">A configuration file is missing or says nothing that makes sense.</exception>
    public Wav2Vec2FrontEnd(ModelFolder folder)
    {
        using ConfigFile config = ConfigFile.Read(folder, "config.json");
        using ConfigFile audio = ConfigFile.ReadOptional(folder, "preprocessor_config.json");
        SampleRate = audio.SampleRate(16_000);
        _normalizes = audio.Flag("do_normalize", true);
        _adapter = AdapterFrames.Read(config, standardLayers: 3, padding: 1);
        IReadOnlyList<int> kernels = config.Sizes("conv_kernel", Kernels);
        IReadOnlyList<int> strides = config.Sizes("conv_stride", Strides);
        if (kernels.Count != strides.Count)
            throw new ModelFolderException($"{folder.PathOf("config.json")}: conv_kernel has {kernels.Count} values, conv_stride {strides.Count}; expected as many. Copy it from the checkpoint again.");
        foreach ((int kernel, int stride) in kernels.Zip(strides))
        {
            _field += (kernel - 1) * _stride;
            _stride *= stride;
        }
    }

    public int SampleRate { get; }

    public int Hop => _stride * _adapter.Factor;

    public int Overlap => _field - _stride;

    // Valid convolutions one after the other are one of their common field and stride.
    public int Frames(long samples) => _adapter.Frames(samples < _field ? 0 : (int)((samples - _field) / _stride) + 1);

    public IRecordingMeasure? Measure() => _normalizes ? new WaveformMeasure() : null;

    public long[] Shape(int samples) => [samples];

    public bool HasEnds => false;

    public long Ends(int samples) => samples;

    public void Compute(ReadOnlySpan<float> samples, IRecordingScale? scale, Span<float> destination)
    {
        if (scale is Scaling scaling)
            scaling.Scale.Apply(samples, destination);
        else
            samples.CopyTo(destination);
    }

    private sealed class WaveformMeasure : IRecordingMeasure
    {
        private WaveformStatistics _statistics;

        public void Accept(ReadOnlySpan<float> samples) => _statistics = _statistics.And(samples);

        public IRecordingScale Scale() => new Scaling(new WaveformScale(_statistics));
    }

    private sealed record Scaling(WaveformScale Scale) : IRecordingScale;
}
