using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>
/// How a graph's products are computed. In 8 bits are those that take the time: the transformer layers and the convolutions behind the
/// first. Measured on a small trained recogniser against floats: of 905 frames 3 change their symbol with the feature projection in 8 bits
/// too, none with it in floats, and 1 by the convolutions.
/// </summary>
internal sealed class Wav2Vec2Products(GraphBuilder graph, WeightStore weights, bool quantized)
{
    /// <summary>The product that takes the convolutions' channels to the width of the layers.</summary>
    public Projection Features { get; } = Floats(graph, weights);

    /// <summary>The products of the transformer layers.</summary>
    public Projection Layers { get; } = quantized ? new RowQuantizedProjection(graph, weights) : Floats(graph, weights);

    /// <summary>A convolution of the feature encoder.</summary>
    public IFrameConvolution Convolution(int layer) =>
        quantized && layer > 0 ? new QuantizedConvolution(graph, weights) : new FloatConvolution(graph, weights, Features);

    private static Projection Floats(GraphBuilder graph, WeightStore weights) =>
        weights.FloatType == DataType.Float16 ? new HalfProjection(graph, weights) : new FloatProjection(graph, weights);
}
