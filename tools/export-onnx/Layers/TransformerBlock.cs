using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Layers;

/// <summary>
/// What transformer layers are made of. Rows stay flat, [rows, width], and a sublayer's last bias waits for the normalisation after it,
/// which adds bias and residual in one operator.
/// </summary>
internal sealed class TransformerBlock(GraphBuilder graph, WeightStore weights, Projection projection, int width, double normEpsilon = 1e-5)
{
    /// <summary>Adds x, its bias and the residual; returns the normalised sum and the sum.</summary>
    public (string Normalized, string Residual) Normalize(string x, string residual, string norm, string? bias = null) =>
        Normalize(x, residual, Weight(norm + ".weight"), Weight(norm + ".bias"), bias, normEpsilon);

    /// <summary>The same with values of the graph for the normalisation's scale and shift.</summary>
    public (string Normalized, string Residual) Normalize(string x, string residual, string scale, string shift, string? bias, double epsilon)
    {
        List<string> inputs = [x, residual, scale, shift];
        if (bias is not null)
            inputs.Add(Weight(bias));
        string[] outputs = graph.AddMicrosoft("SkipLayerNormalization", inputs, 4, GraphAttribute.Float("epsilon", epsilon));
        return (outputs[0], outputs[3]);
    }

    /// <summary>Normalises x alone. ONNX Runtime's SkipLayerNormalization is the faster one on CPUs: it gets x twice, which scales the variance by four.</summary>
    public string Normalize(string x, string norm, double epsilon) => weights.FloatType == DataType.Float
        ? graph.AddMicrosoft("SkipLayerNormalization", [x, x, Weight(norm + ".weight"), Weight(norm + ".bias")], GraphAttribute.Float("epsilon", 4 * epsilon))
        : graph.Add("LayerNormalization", [x, Weight(norm + ".weight"), Weight(norm + ".bias")], GraphAttribute.Int("axis", -1), GraphAttribute.Float("epsilon", epsilon));

    /// <summary>fc2(gelu(fc1(x))) without fc2's bias.</summary>
    public string FeedForward(string x, string layer) => FeedForward(x, layer + ".fc1", layer + ".fc2");

    /// <summary>The same with the two layers named.</summary>
    public string FeedForward(string x, string first, string second)
    {
        string hidden = projection.Apply(x, first + ".weight", first + ".bias");
        return projection.Apply(graph.AddMicrosoft("Gelu", [hidden]), second + ".weight");
    }

    /// <summary>Flat rows [rows, width].</summary>
    public string Flatten(string x) => graph.Add("Reshape", [x, graph.Integers(-1, width)]);

    public string Reshape(string x, string shape) => graph.Add("Reshape", [x, shape]);

    /// <summary>A value in 32-bit floats as one in the graph's float type.</summary>
    public string FromFloat(string x) =>
        weights.FloatType == DataType.Float ? x : graph.Add("Cast", [x], GraphAttribute.Int("to", (long)weights.FloatType));

    /// <summary>A checkpoint's weight in the graph's float type, stored as small as it can be without loss.</summary>
    public string LargeWeight(string name) => graph.AsStored(weights, name);

    /// <summary>A checkpoint's weight in the graph's float type.</summary>
    public string Weight(string name) => graph.Initializer(weights.Float(name));

    /// <summary>A bias [1, width], so that it is not fused with a Gelu behind it into BiasGelu, which is slower than the two.</summary>
    public string BiasRow(string name) => graph.Initializer(weights.BiasRow(name));

    /// <summary>A checkpoint's weight in 32-bit floats, whatever the graph's type.</summary>
    public string FloatWeight(string name) => graph.Initializer(weights.Float32(name));
}
