using Speech.Sdk.Export.Onnx;
using Speech.Sdk.Export.Quantization;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Layers;

/// <summary>
/// The product in 8 bits with a scale for every row of activations and for every output: the fast one for many rows on CPUs.
/// All products of a graph have the same number of rows.
/// </summary>
internal sealed class RowQuantizedProjection(GraphBuilder graph, WeightStore weights) : Projection(graph, weights)
{
    /// <summary>A row's largest magnitude becomes this; its scale is the one by the other.</summary>
    public const int LargestValue = 127;

    private const float SmallestMagnitude = 1e-10f;
    private readonly Dictionary<string, (string Values, string Scales)> _quantized = [];
    private string? _zeroPoints;

    public override string Apply(string x, string weight, string? bias = null)
    {
        (string values, string scales) = Quantize(x);
        string product = Multiply(values, scales, weight);
        if (bias is null)
            return product;
        // A bias of one dimension would be fused with the activation after it into BiasGelu, which is slower than the two.
        return Graph.Add("Add", [product, Graph.Initializer(Weights.BiasRow(bias))]);
    }

    /// <summary>The product of rows that are quantized already: bytes [rows, in] and scales [rows, 1].</summary>
    public string Multiply(string values, string scales, string weight)
    {
        (string weightValues, string weightScales) = Weight(weight);
        // The operator's own bias input goes wrong with a scale for every row.
        return Graph.AddMicrosoft("MatMulIntegerToFloat", [values, weightValues, scales, weightScales, ZeroPoint()]);
    }

    /// <summary>x [batch, time, width] in bytes around 128, with a scale [batch, time] for every row.</summary>
    public string Quantize(string x, string scales, long width)
    {
        string scale = Graph.Add("Reshape", [scales, Graph.Integers(-1)]);
        string values = Graph.Add("QuantizeLinear", [Graph.Add("Reshape", [x, Graph.Integers(-1, width)]), scale, ZeroPoints(scale)], Int("axis", 0));
        return Graph.Add("Reshape", [values, Graph.Add("Shape", [x])]);
    }

    /// <summary>Unsigned bytes around 128 and a scale [rows, 1]; made once for all products with the same rows.</summary>
    public (string Values, string Scales) Quantize(string x)
    {
        if (_quantized.TryGetValue(x, out (string, string) known))
            return known;
        string axis = Graph.Integers(1);
        string max = Graph.Add("ReduceMax", [x, axis], Int("keepdims", 0));
        string min = Graph.Add("ReduceMin", [x, axis], Int("keepdims", 0));
        string magnitude = Graph.Add("Max", [max, Graph.Add("Neg", [min]), Graph.Scalar(SmallestMagnitude)]);
        string scale = Graph.Add("Mul", [magnitude, Graph.Scalar(1f / LargestValue)]);
        string values = Graph.Add("QuantizeLinear", [x, scale, ZeroPoints(scale)], Int("axis", 0));
        return _quantized[x] = (values, Graph.Add("Unsqueeze", [scale, axis]));
    }

    private (string Values, string Scales) Weight(string name)
    {
        string key = name + ".rows";
        if (!Weights.TryGet(key, out TensorProto values))
        {
            (int outputs, int inputs) = ((int)Weights.ShapeOf(name)[0], (int)Weights.ShapeOf(name)[1]);
            QuantizedRows quantized = RowQuantizer.Quantize(Weights.Read(name), outputs, inputs);
            values = Weights.Store<sbyte>(key, DataType.Int8, [inputs, outputs], quantized.Values);
            Weights.Store<float>(key + ".scales", DataType.Float, [outputs], quantized.Scales);
        }

        Weights.TryGet(key + ".scales", out TensorProto scales);
        return (Graph.Initializer(values), Graph.Initializer(scales));
    }

    private string ZeroPoints(string scale) => _zeroPoints ??= Graph.Add("Expand", [ZeroPoint(), Graph.Add("Shape", [scale])]);

    private string ZeroPoint() => Graph.Constant<byte>(DataType.Uint8, [], 128);
}
