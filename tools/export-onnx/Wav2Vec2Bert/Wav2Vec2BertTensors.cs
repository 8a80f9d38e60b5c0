using Speech.Sdk.Export.Checkpoints;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>The names and shapes of a Wav2Vec2-BERT checkpoint's tensors, the head's left out.</summary>
internal static class Wav2Vec2BertTensors
{
    public const string Model = "wav2vec2_bert";
    public const string FeatureProjection = Model + ".feature_projection";
    public const string Adapter = Model + ".adapter";
    public const string FeedForwardBeforeAdapter = Model + ".intermediate_ffn";

    public static string Layer(int layer) => $"{Model}.encoder.layers.{layer}";

    public static string AdapterLayer(int layer) => $"{Adapter}.layers.{layer}";

    public static Dictionary<string, long[]> Shapes(Wav2Vec2BertConfig config)
    {
        Dictionary<string, long[]> shapes = [];
        shapes.AddNorm(FeatureProjection + ".layer_norm", config.Features);
        shapes.AddLinear(FeatureProjection + ".projection", config.Width, config.Features);
        for (int i = 0; i < config.Layers; i++)
            AddLayer(shapes, Layer(i), config);
        if (config.Adapter is { } adapter)
            AddAdapter(shapes, config, adapter);
        return shapes;
    }

    private static void AddLayer(Dictionary<string, long[]> shapes, string layer, Wav2Vec2BertConfig config)
    {
        long width = config.Width;
        foreach (string part in (string[])["ffn1", "ffn2"])
        {
            shapes.AddNorm($"{layer}.{part}_layer_norm", width);
            AddFeedForward(shapes, $"{layer}.{part}", width, config.Hidden);
        }

        shapes.AddNorm(layer + ".self_attn_layer_norm", width);
        AddAttention(shapes, layer + ".self_attn", width);
        AddPositions(shapes, layer + ".self_attn", config);
        string convolution = layer + ".conv_module";
        shapes.AddNorm(convolution + ".layer_norm", width);
        shapes[convolution + ".pointwise_conv1.weight"] = [2 * width, width, 1];
        shapes[convolution + ".depthwise_conv.weight"] = [width, 1, config.ConvolutionKernel];
        shapes.AddNorm(convolution + ".depthwise_layer_norm", width);
        shapes[convolution + ".pointwise_conv2.weight"] = [width, width, 1];
        shapes.AddNorm(layer + ".final_layer_norm", width);
    }

    private static void AddPositions(Dictionary<string, long[]> shapes, string attention, Wav2Vec2BertConfig config)
    {
        switch (config.Positions)
        {
            case PositionKind.RelativeKey:
                shapes[attention + ".distance_embedding.weight"] = [config.LeftDistance + config.RightDistance + 1, config.HeadWidth];
                break;
            case PositionKind.Relative:
                shapes[attention + ".linear_pos.weight"] = [config.Width, config.Width];
                shapes[attention + ".pos_bias_u"] = [config.Heads, config.HeadWidth];
                shapes[attention + ".pos_bias_v"] = [config.Heads, config.HeadWidth];
                break;
        }
    }

    private static void AddAdapter(Dictionary<string, long[]> shapes, Wav2Vec2BertConfig config, AdapterConfig adapter)
    {
        long width = adapter.Width;
        if (adapter.FeedForwardBefore)
            AddFeedForward(shapes, FeedForwardBeforeAdapter, config.Width, config.Hidden);
        if (width != config.Width)
        {
            shapes.AddLinear(Adapter + ".proj", width, config.Width);
            shapes.AddNorm(Adapter + ".proj_layer_norm", width);
        }

        for (int i = 0; i < adapter.Layers; i++)
        {
            string layer = AdapterLayer(i);
            foreach (string branch in (string[])["residual", "self_attn"])
            {
                shapes.AddNorm($"{layer}.{branch}_layer_norm", width);
                shapes[$"{layer}.{branch}_conv.weight"] = [2 * width, width, adapter.Kernel];
                shapes[$"{layer}.{branch}_conv.bias"] = [2 * width];
            }

            AddAttention(shapes, layer + ".self_attn", width);
            shapes.AddNorm(layer + ".ffn_layer_norm", width);
            AddFeedForward(shapes, layer + ".ffn", width, config.Hidden);
        }
    }

    private static void AddAttention(Dictionary<string, long[]> shapes, string attention, long width)
    {
        foreach (string part in (string[])["q", "k", "v", "out"])
            shapes.AddLinear($"{attention}.linear_{part}", width, width);
    }

    private static void AddFeedForward(Dictionary<string, long[]> shapes, string layer, long width, long hidden)
    {
        shapes.AddLinear(layer + ".intermediate_dense", hidden, width);
        shapes.AddLinear(layer + ".output_dense", width, hidden);
    }
}
