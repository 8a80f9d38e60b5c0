using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Whisper;

/// <summary>
/// The encoder's products in 8 bits, but for those whose error reaches the text: measured on Whisper base against fp32, the relative error of the last
/// hidden state falls from 6.6 to 3.8 percent with the first layer's attention in floats, where a few channels of the convolutions' output
/// tower above the rest. The cross-attention's values in 8-bit blocks would be nearer to fp32 (5.4 percent, not 7.4), which no text
/// profits from (docs/decisions.md), and cost a twelfth of the encoder's time.
/// </summary>
internal sealed class QuantizedEncoderProjection(GraphBuilder graph, WeightStore weights, WhisperTensors tensors) : Projection(graph, weights)
{
    private readonly RowQuantizedProjection _rows = new(graph, weights);
    private readonly FloatProjection _floats = new(graph, weights);
    private readonly Dictionary<NormalizedRows, string> _products = [];
    private readonly Dictionary<NormalizedRows, string> _scales = [];

    public override string Apply(string x, string weight, string? bias = null) => (InFloats(weight) ? (Projection)_floats : _rows).Apply(x, weight, bias);

    /// <summary>The product of rows whose normalisation is left to the scales of their bytes.</summary>
    public string Apply(NormalizedRows x, string weight)
    {
        if (InFloats(weight))
            return _floats.Apply(Once(_products, x, "Mul", x.Scaled, x.Reciprocal), weight);
        (string values, string scales) = Quantize(x);
        return Multiply(values, scales, weight);
    }

    /// <summary>The bytes [rows, width] and scales [rows, 1] of such rows.</summary>
    public (string Values, string Scales) Quantize(NormalizedRows x)
    {
        (string values, string scales) = _rows.Quantize(x.Scaled);
        return (values, Once(_scales, x, "Mul", scales, x.Reciprocal));
    }

    /// <summary>The product of such bytes and scales.</summary>
    public string Multiply(string values, string scales, string weight) => _rows.Multiply(values, scales, weight);

    /// <summary>The product less its mean over the outputs. Floats are centred afterwards: their weights stay as small as the checkpoint has them.</summary>
    public string ApplyCentered(string x, string weight)
    {
        if (!InFloats(weight))
            return _rows.Apply(x, Weights.Centered(weight));
        string product = _floats.Apply(x, weight);
        return Graph.Add("Sub", [product, Graph.Add("ReduceMean", [product, Graph.Integers(1)])]);
    }

    private bool InFloats(string weight) => weight.StartsWith(tensors.EncoderLayer(0) + ".self_attn.", StringComparison.Ordinal);

    private string Once(Dictionary<NormalizedRows, string> made, NormalizedRows x, string op, params string[] inputs) =>
        made.TryGetValue(x, out string? value) ? value : made[x] = Graph.Add(op, inputs);
}
