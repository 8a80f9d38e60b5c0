using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>One product over rows of all that the kernel sees.</summary>
internal sealed class FloatConvolution(GraphBuilder graph, WeightStore weights, Projection projection) : IFrameConvolution
{
    public ConvolvedFrames Apply(string x, string name, StridedConvolution convolution, bool biased)
    {
        string taps = convolution.Taps(graph, x, 0, convolution.Kernel);
        string weight = convolution.Weight(weights, name + ".weight", 0, convolution.Kernel);
        string rows = graph.Add("Reshape", [taps, graph.Integers(-1, weights.ShapeOf(weight)[1])]);
        return new ConvolvedFrames([projection.Apply(rows, weight, biased ? name + ".bias" : null)], Bias: null, graph.Add("Shape", [taps], Int("end", 2)));
    }
}
