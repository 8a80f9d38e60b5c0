using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>
/// How a graph's products are computed. In 8 bits are those that take the time: the transformer layers and the convolutions behind the
/// first. Measured on a small trained recogniser, 905 frames against floats: 3 frames change their symbol with the feature projection in
/// 8 bits too, none with it in floats, and none by the convolutions.
/// </summary>
internal sealed class Wav2Vec2Products
{
    private readonly Projection[] _convolutions;

    public Wav2Vec2Products(GraphBuilder graph, WeightStore weights, bool quantized, int convolutions)
    {
        Projection floats = weights.FloatType == DataType.Float16 ? new HalfProjection(graph, weights) : new FloatProjection(graph, weights);
        // One for each number of rows.
        Projection Rows() => quantized ? new RowQuantizedProjection(graph, weights) : floats;
        Features = floats;
        Layers = Rows();
        _convolutions = [floats, .. Enumerable.Range(1, convolutions - 1).Select(_ => Rows())];
    }

    /// <summary>The product that takes the convolutions' channels to the width of the layers.</summary>
    public Projection Features { get; }

    /// <summary>The products of the transformer layers.</summary>
    public Projection Layers { get; }

    /// <summary>The product of a convolution of the feature encoder.</summary>
    public Projection Convolution(int layer) => _convolutions[layer];
}
