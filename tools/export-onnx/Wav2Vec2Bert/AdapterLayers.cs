using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>
/// What follows the encoder of many recognisers: strided convolutions, gated, and an attention between them, so that fewer and wider
/// frames come out. What lies behind a clip is zeroed before a convolution, so that its last frame does not hear it; but for the half row
/// that the reference has there after an odd number of 10 ms frames: it comes of the clip alone, in a batch or not.
/// </summary>
internal sealed class AdapterLayers(Wav2Vec2BertConfig config, AdapterConfig adapter, GraphBuilder graph, WeightStore weights, Func<GraphBuilder, Projection> project)
{
    /// <summary>The encoder's flat rows to the adapter's, and how these lie.</summary>
    public (string Rows, RowGrid Grid) Apply(string x, ConformerBlock block, RowGrid grid)
    {
        if (adapter.FeedForwardBefore)
        {
            string half = block.HalfFeedForward(x, Wav2Vec2BertTensors.FeedForwardBeforeAdapter, Activation.Relu);
            x = graph.Add("Sum", [x, half, block.Weight(block.HalfFeedForwardBias(Wav2Vec2BertTensors.FeedForwardBeforeAdapter))]);
        }

        if (adapter.Width != config.Width)
        {
            const string projection = Wav2Vec2BertTensors.Adapter + ".proj";
            x = block.Normalize(block.Projection.Apply(x, projection + ".weight", projection + ".bias"), projection + "_layer_norm");
        }

        for (int i = 0; i < adapter.Layers; i++)
            (x, grid) = ApplyLayer(x, graph.Scope = Wav2Vec2BertTensors.AdapterLayer(i), block, grid);
        graph.Scope = "";
        return (x, grid);
    }

    private (string Rows, RowGrid Grid) ApplyLayer(string x, string layer, ConformerBlock block, RowGrid grid)
    {
        string residual = Convolve(x, layer + ".residual", block, grid);
        string shortened = Convolve(x, layer + ".self_attn", block, grid);
        RowGrid next = Shorten(grid, graph.Add("Shape", [residual], Int("start", 1), Int("end", 2)));
        // A projection is made for one number of rows.
        var inner = new ConformerBlock(graph, weights, project(graph), adapter.Width, config.Epsilon);
        var attention = new ConformerAttention(inner, next, new PositionEmbedding(), config.Heads, adapter.Width);
        string mixed = attention.Apply(next.Flatten(shortened, adapter.Width), layer + ".self_attn");
        (string normalized, string sum) = inner.Normalize(
            mixed, next.Flatten(residual, adapter.Width), layer + ".ffn_layer_norm", layer + ".self_attn.linear_out.bias");
        string fed = inner.FeedForward(normalized, layer + ".ffn", adapter.Activation);
        return (graph.Add("Sum", [fed, sum, inner.Weight(layer + ".ffn.output_dense.bias")]), next);
    }

    /// <summary>Flat rows to [batch, shorter rows, width].</summary>
    private string Convolve(string x, string branch, ConformerBlock block, RowGrid grid)
    {
        string kept = grid.ZeroUnheard(block.Normalize(x, branch + "_layer_norm"), adapter.Width, weights.FloatType);
        string channels = graph.Add("Transpose", [grid.Unflatten(kept, adapter.Width)], Ints("perm", 0, 2, 1));
        string convolved = graph.Add(
            "Conv", [channels, graph.AsStored(weights, branch + "_conv.weight"), block.Weight(branch + "_conv.bias")],
            Ints("kernel_shape", adapter.Kernel), Ints("strides", adapter.Stride), Ints("pads", adapter.Padding, adapter.Padding));
        string[] halves = graph.AddMany("Split", [convolved], 2, Int("axis", 1), Int("num_outputs", 2));
        return graph.Add("Transpose", [graph.Add("Mul", [halves[0], graph.Add("Sigmoid", [halves[1]])])], Ints("perm", 0, 2, 1));
    }

    private RowGrid Shorten(RowGrid grid, string rows)
    {
        return new RowGrid(graph, graph.Add("Concat", [grid.Batch, rows], Int("axis", 0)), ShortenMask(grid.Mask), ShortenMask(grid.Heard));

        FrameMask? ShortenMask(FrameMask? mask)
        {
            if (mask is null)
                return null;
            string steps = graph.Add("Div", [graph.Add("Add", [mask.Counts, graph.Integers((2 * adapter.Padding) - adapter.Kernel)]), graph.Integers(adapter.Stride)]);
            return new FrameMask(graph, graph.Add("Add", [steps, graph.Integers(1)]), rows);
        }
    }
}
