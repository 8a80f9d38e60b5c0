using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>
/// The convolution of frames that come from Gelu, in 8 bits. As many frames as the stride share a scale, and frames are quantized once,
/// before the kernel's taps are laid side by side; the taps of such a block are one product, and those of the next block another.
/// </summary>
internal sealed class QuantizedConvolution(GraphBuilder graph, WeightStore weights) : IFrameConvolution
{
    // No value of Gelu is below -0.17, so that the largest value decides alone.
    private const float SmallestMagnitude = 0.17f;
    private readonly RowQuantizedProjection _rows = new(graph, weights);

    public ConvolvedFrames Apply(string x, string name, StridedConvolution convolution, bool biased)
    {
        string scales = Scales(x, convolution.Stride);
        string values = _rows.Quantize(x, scales, weights.ShapeOf(name + ".weight")[1]);
        List<string> parts = [];
        for (int first = 0; first < convolution.Kernel; first += convolution.Stride)
        {
            int count = Math.Min(convolution.Stride, convolution.Kernel - first);
            string weight = convolution.Weight(weights, name + ".weight", first, count);
            string block = graph.Add("Reshape", [convolution.Taps(graph, values, first, count), graph.Integers(-1, weights.ShapeOf(weight)[1])]);
            string scale = graph.Add("Reshape", [convolution.Tap(graph, scales, first), graph.Integers(-1, 1)]);
            parts.Add(_rows.Multiply(block, scale, weight));
        }

        string frames = convolution.Tap(graph, scales, 0);
        return new ConvolvedFrames(parts, biased ? name + ".bias" : null, graph.Add("Shape", [frames]));
    }

    /// <summary>[batch, time]: a scale for every frame, the same for each <paramref name="stride"/> of them.</summary>
    private string Scales(string x, int stride)
    {
        string magnitudes = graph.Add("Max", [graph.Add("ReduceMax", [x, graph.Integers(2)], Int("keepdims", 0)), graph.Scalar(SmallestMagnitude)]);
        string row = graph.Integers(1);
        string blocks = graph.Add("MaxPool", [graph.Add("Unsqueeze", [magnitudes, row])], Ints("kernel_shape", stride), Ints("strides", stride), Int("ceil_mode", 1));
        string time = graph.Add("Squeeze", [graph.Add("Shape", [magnitudes], Int("start", 1))]);
        string places = graph.Add("Div", [graph.Add("Range", [graph.Integer(0), time, graph.Integer(1)]), graph.Integer(stride)]);
        string shared = graph.Add("Gather", [graph.Add("Squeeze", [blocks, row]), places], Int("axis", 1));
        return graph.Add("Mul", [shared, graph.Scalar(1f / RowQuantizedProjection.LargestValue)]);
    }
}
