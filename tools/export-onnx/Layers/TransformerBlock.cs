using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Layers;

/// <summary>
/// What pre-norm transformer layers are made of. Rows stay flat, [rows, width], and a sublayer's last bias waits for the
/// normalisation after it, which adds bias and residual in one operator.
/// </summary>
internal sealed class TransformerBlock(GraphBuilder graph, WeightStore weights, Projection projection, int width)
{
    private const double NormEpsilon = 1e-5;

    /// <summary>Adds x, its bias and the residual; returns the normalised sum and the sum.</summary>
    public (string Normalized, string Residual) Normalize(string x, string residual, string norm, string? bias = null)
    {
        List<string> inputs = [x, residual, Weight(norm + ".weight"), Weight(norm + ".bias")];
        if (bias is not null)
            inputs.Add(Weight(bias));
        string[] outputs = graph.AddMicrosoft("SkipLayerNormalization", inputs, 4, GraphAttribute.Float("epsilon", NormEpsilon));
        return (outputs[0], outputs[3]);
    }

    /// <summary>fc2(gelu(fc1(x))) without fc2's bias.</summary>
    public string FeedForward(string x, string layer)
    {
        string hidden = projection.Apply(x, layer + ".fc1.weight", layer + ".fc1.bias");
        return projection.Apply(graph.AddMicrosoft("Gelu", [hidden]), layer + ".fc2.weight");
    }

    /// <summary>Flat rows [rows, width].</summary>
    public string Flatten(string x) => graph.Add("Reshape", [x, graph.Integers(-1, width)]);

    public string Reshape(string x, string shape) => graph.Add("Reshape", [x, shape]);

    /// <summary>A checkpoint's weight in the graph's float type, stored as small as it can be without loss.</summary>
    public string LargeWeight(string name) => graph.AsStored(weights, name);

    /// <summary>A checkpoint's weight in the graph's float type.</summary>
    public string Weight(string name) => graph.Initializer(weights.Float(name));
}
