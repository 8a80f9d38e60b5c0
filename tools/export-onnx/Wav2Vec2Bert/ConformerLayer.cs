using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>
/// One layer of the encoder (https://arxiv.org/abs/2005.08100): half a feed-forward, attention, convolution, half a feed-forward, each
/// added to the rows, and a normalisation.
/// </summary>
internal sealed class ConformerLayer(Wav2Vec2BertConfig config, ConformerBlock block, RowGrid grid, ConformerAttention attention)
{
    /// <summary>Flat rows to flat rows; <paramref name="layer"/> begins the tensors' names.</summary>
    public string Apply(string x, string layer)
    {
        string normalized = block.Normalize(x, layer + ".ffn1_layer_norm");
        string half = block.HalfFeedForward(normalized, layer + ".ffn1", config.Activation);
        (normalized, string sum) = block.Normalize(half, x, layer + ".self_attn_layer_norm", block.HalfFeedForwardBias(layer + ".ffn1"));
        string mixed = attention.Apply(normalized, layer + ".self_attn");
        (normalized, sum) = block.Normalize(mixed, sum, layer + ".conv_module.layer_norm", layer + ".self_attn.linear_out.bias");
        string convolved = Convolve(normalized, layer + ".conv_module");
        (normalized, sum) = block.Normalize(convolved, sum, layer + ".ffn2_layer_norm");
        half = block.HalfFeedForward(normalized, layer + ".ffn2", config.Activation);
        return block.Normalize(half, sum, layer + ".final_layer_norm", block.HalfFeedForwardBias(layer + ".ffn2")).Normalized;
    }

    private string Convolve(string x, string module)
    {
        GraphBuilder graph = block.Graph;
        string kept = grid.Zero(x, config.Width, block.Weights.FloatType);
        string first = block.Projection.Apply(kept, block.Pointwise(module + ".pointwise_conv1", 0, config.Width));
        string second = block.Projection.Apply(kept, block.Pointwise(module + ".pointwise_conv1", config.Width, config.Width));
        string gated = graph.Add("Mul", [first, graph.Add("Sigmoid", [second])]);
        string height = graph.Integers(2);
        string channels = graph.Add("Unsqueeze", [graph.Add("Transpose", [grid.Unflatten(gated, config.Width)], Ints("perm", 0, 2, 1)), height]);
        // With a height of 1, ONNX Runtime takes its kernels for images. Causal: all of the padding lies before the first row.
        string weight = module + ".depthwise_conv.weight";
        string image = graph.Initializer(block.Weights.Float(weight + ".image", [config.Width, 1, 1, config.ConvolutionKernel], () => block.Weights.Read(weight)));
        string mixed = graph.Add(
            "Conv", [channels, image], Ints("kernel_shape", 1, config.ConvolutionKernel), Ints("pads", 0, config.ConvolutionKernel - 1, 0, 0), Int("group", config.Width));
        string rows = grid.Flatten(graph.Add("Transpose", [graph.Add("Squeeze", [mixed, height])], Ints("perm", 0, 2, 1)), config.Width);
        string normalized = block.Normalize(rows, module + ".depthwise_layer_norm");
        return block.Projection.Apply(graph.Activate(config.Activation, normalized), block.Pointwise(module + ".pointwise_conv2", 0, config.Width));
    }
}
