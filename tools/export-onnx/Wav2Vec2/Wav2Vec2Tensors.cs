using Speech.Sdk.Export.Checkpoints;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>The names and shapes of a wav2vec2 checkpoint's tensors.</summary>
internal sealed class Wav2Vec2Tensors
{
    private const string Model = "wav2vec2.";

    private Wav2Vec2Tensors(string magnitudes, string directions) => (PositionMagnitudes, PositionDirections) = (magnitudes, directions);

    public const string Projection = Model + "feature_projection.projection";

    public const string ProjectionNorm = Model + "feature_projection.layer_norm";

    public const string EncoderNorm = Model + "encoder.layer_norm";

    public const string PositionConvolution = Model + "encoder.pos_conv_embed.conv";

    public const string LengthAdapterProjection = Model + "adapter.proj";

    public const string LengthAdapterNorm = Model + "adapter.proj_layer_norm";

    /// <summary>The positional convolution's weight is v · g / |v|, one g for every tap: this is g.</summary>
    public string PositionMagnitudes { get; }

    /// <summary>The same weight's v.</summary>
    public string PositionDirections { get; }

    public static string Convolution(int layer) => $"{Model}feature_extractor.conv_layers.{layer}.conv";

    public static string ConvolutionNorm(int layer) => $"{Model}feature_extractor.conv_layers.{layer}.layer_norm";

    public static string Layer(int layer) => $"{Model}encoder.layers.{layer}";

    public static string LanguageAdapter(int layer) => $"{Layer(layer)}.adapter_layer";

    public static string LengthAdapter(int layer) => $"{Model}adapter.layers.{layer}.conv";

    /// <summary>Throws, naming every problem, unless all that the configuration asks for is there.</summary>
    public static Wav2Vec2Tensors Check(Checkpoint checkpoint, Wav2Vec2Config config)
    {
        // PyTorch's weight norm used to store its parts under names of its own.
        const string old = PositionConvolution + ".weight_";
        const string current = PositionConvolution + ".parametrizations.weight.original";
        Wav2Vec2Tensors tensors = checkpoint.Contains(old + "g") ? new(old + "g", old + "v") : new(current + "0", current + "1");
        // A language's tensors come from its own file as well.
        checkpoint.Require(tensors.Shapes(config).Concat(config.LanguageAdapterWidth is null ? config.Head.Tensors : []));
        return tensors;
    }

    /// <summary>What a language's file holds: an adapter in every layer, and the head, whose number of symbols is the language's own (0 here).</summary>
    public static Dictionary<string, long[]> LanguageShapes(Wav2Vec2Config config)
    {
        Dictionary<string, long[]> shapes = [];
        int adapterWidth = config.LanguageAdapterWidth!.Value;
        for (int i = 0; i < config.Layers; i++)
        {
            shapes.AddNorm(LanguageAdapter(i) + ".norm", config.Width);
            shapes.AddLinear(LanguageAdapter(i) + ".linear_1", adapterWidth, config.Width);
            shapes.AddLinear(LanguageAdapter(i) + ".linear_2", config.Width, adapterWidth);
        }

        return shapes;
    }

    private Dictionary<string, long[]> Shapes(Wav2Vec2Config config)
    {
        Dictionary<string, long[]> shapes = [];
        int inputs = 1;
        for (int i = 0; i < config.Convolutions.Count; i++)
        {
            StridedConvolution convolution = config.Convolutions[i];
            shapes[Convolution(i) + ".weight"] = [convolution.Outputs, inputs, convolution.Kernel];
            if (config.ConvolutionBias)
                shapes[Convolution(i) + ".bias"] = [convolution.Outputs];
            if (i == 0 || !config.NormalizesOverTime)
                shapes.AddNorm(ConvolutionNorm(i), convolution.Outputs);
            inputs = convolution.Outputs;
        }

        shapes.AddNorm(ProjectionNorm, inputs);
        shapes.AddLinear(Projection, config.Width, inputs);
        shapes[PositionConvolution + ".bias"] = [config.Width];
        shapes[PositionMagnitudes] = [1, 1, config.PositionKernel];
        shapes[PositionDirections] = [config.Width, config.Width / config.PositionGroups, config.PositionKernel];
        shapes.AddNorm(EncoderNorm, config.Width);
        for (int i = 0; i < config.Layers; i++)
            AddLayer(shapes, Layer(i), config);
        if (config.LengthAdapter is { } adapter)
            AddLengthAdapter(shapes, adapter, config.Width);
        return shapes;
    }

    private static void AddLayer(Dictionary<string, long[]> shapes, string layer, Wav2Vec2Config config)
    {
        foreach (string projection in (string[])["q_proj", "k_proj", "v_proj", "out_proj"])
            shapes.AddLinear($"{layer}.attention.{projection}", config.Width, config.Width);
        shapes.AddLinear(layer + ".feed_forward.intermediate_dense", config.Hidden, config.Width);
        shapes.AddLinear(layer + ".feed_forward.output_dense", config.Width, config.Hidden);
        shapes.AddNorm(layer + ".layer_norm", config.Width);
        shapes.AddNorm(layer + ".final_layer_norm", config.Width);
    }

    private static void AddLengthAdapter(Dictionary<string, long[]> shapes, LengthAdapterConfig adapter, int width)
    {
        if (adapter.Width != width)
        {
            shapes.AddLinear(LengthAdapterProjection, adapter.Width, width);
            shapes.AddNorm(LengthAdapterNorm, adapter.Width);
        }

        for (int i = 0; i < adapter.Layers; i++)
        {
            shapes[LengthAdapter(i) + ".weight"] = [2 * adapter.Width, adapter.Width, adapter.Convolution.Kernel];
            shapes[LengthAdapter(i) + ".bias"] = [2 * adapter.Width];
        }
    }
}
