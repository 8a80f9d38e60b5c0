namespace Speech.Sdk.Export.Mimi;

/// <summary>The convolutions of a codec's encoder, named as transformers names them.</summary>
internal sealed class MimiConvolutions
{
    public MimiConvolutions(MimiConfig config)
    {
        int rate = config.FrameSamples;
        int channels = config.Filters;
        First = new("encoder.layers.0.conv", 1, channels, config.Kernel, 1, rate);
        // Activations count as layers.
        int layer = 1;
        List<Stage> stages = [];
        foreach (int stride in config.Strides)
        {
            List<ResidualUnit> units = [];
            for (int unit = 0; unit < config.ResidualUnits; unit++, layer++)
            {
                int inner = channels / config.Compress;
                units.Add(new(
                    new($"encoder.layers.{layer}.block.1.conv", channels, inner, config.ResidualKernel, 1, rate) { Dilation = (int)Math.Pow(config.DilationGrowth, unit) },
                    new($"encoder.layers.{layer}.block.3.conv", inner, channels, 1, 1, rate)));
            }

            rate /= stride;
            stages.Add(new(units, new($"encoder.layers.{layer + 1}.conv", channels, 2 * channels, 2 * stride, stride, rate)));
            channels *= 2;
            layer += 2;
        }

        Stages = stages;
        Last = new($"encoder.layers.{layer + 1}.conv", channels, config.Width, config.LastKernel, 1, rate);
        Downsampling = new("downsample.conv", config.Width, config.Width, 2 * MimiConfig.ColumnsPerFrame, MimiConfig.ColumnsPerFrame, 1)
        {
            HasBias = false, RepeatsFirstColumn = true,
        };
    }

    public CausalConvolution First { get; }

    public IReadOnlyList<Stage> Stages { get; }

    public CausalConvolution Last { get; }

    /// <summary>Behind the transformer: two columns to a frame.</summary>
    public CausalConvolution Downsampling { get; }

    /// <summary>All of them, in the order in which they are applied.</summary>
    public IEnumerable<CausalConvolution> All =>
        [First, .. Stages.SelectMany(stage => stage.Units.SelectMany(unit => (CausalConvolution[])[unit.Narrow, unit.Widen]).Append(stage.Shorten)), Last, Downsampling];

    /// <summary>Residual units, then fewer and wider columns.</summary>
    public sealed record Stage(IReadOnlyList<ResidualUnit> Units, CausalConvolution Shorten);

    public sealed record ResidualUnit(CausalConvolution Narrow, CausalConvolution Widen);
}
