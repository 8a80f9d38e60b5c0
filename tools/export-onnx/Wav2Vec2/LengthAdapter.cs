using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>
/// Strided convolutions with gates behind the encoder, which make fewer frames. In a padded batch the padding becomes zeros before each,
/// which is what a clip alone has there; the reference leaves what the encoder made of it.
/// </summary>
internal sealed class LengthAdapter(LengthAdapterConfig config, int width, GraphBuilder graph, WeightStore weights, Projection projection, TransformerBlock block)
{
    private const int Padding = 1;
    private const double NormEpsilon = 1e-5;

    /// <summary>Rows [batch * frames, width] and their shape to [batch, width, frames] and its mask.</summary>
    public (string Frames, FrameMask? Mask) Apply(string rows, string grid, FrameMask? mask)
    {
        if (config.Width != width)
        {
            rows = projection.Apply(rows, Wav2Vec2Tensors.LengthAdapterProjection + ".weight", Wav2Vec2Tensors.LengthAdapterProjection + ".bias");
            rows = block.Normalize(rows, Wav2Vec2Tensors.LengthAdapterNorm, NormEpsilon);
        }

        string shape = graph.Add("Concat", [grid, graph.Integers(config.Width)], Int("axis", 0));
        string x = graph.Add("Transpose", [graph.Add("Reshape", [rows, shape])], Ints("perm", 0, 2, 1));
        for (int i = 0; i < config.Layers; i++)
        {
            string name = graph.Scope = Wav2Vec2Tensors.LengthAdapter(i);
            x = mask?.ZeroChannelsFirst(x, weights.FloatType) ?? x;
            x = graph.Add(
                "Conv", [x, block.LargeWeight(name + ".weight"), block.Weight(name + ".bias")],
                Ints("kernel_shape", config.Convolution.Kernel), Ints("strides", config.Convolution.Stride), Ints("pads", Padding, Padding));
            string[] halves = graph.AddMany("Split", [x], 2, Int("axis", 1), Int("num_outputs", 2));
            x = graph.Add("Mul", [halves[0], graph.Add("Sigmoid", [halves[1]])]);
            if (mask is not null)
                mask = new FrameMask(graph, config.Convolution.Lengths(graph, mask.Counts, 2 * Padding), graph.Add("Shape", [x], Int("start", 2)));
        }

        graph.Scope = "";
        return (x, mask);
    }
}
