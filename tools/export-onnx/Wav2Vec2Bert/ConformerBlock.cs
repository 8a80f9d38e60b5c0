using System.Numerics.Tensors;
using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>
/// What the layers of the encoder and of its adapter are made of. Rows stay flat, [rows, width], and a sublayer's last bias waits for
/// the normalisation after it, which adds bias and residual in one operator.
/// </summary>
internal sealed class ConformerBlock(GraphBuilder graph, WeightStore weights, Projection projection, double epsilon)
{
    public GraphBuilder Graph => graph;

    public WeightStore Weights => weights;

    public Projection Projection => projection;

    /// <summary>
    /// Normalises x. As a sum of x with itself: on CPUs the operator for sums is almost five times as fast as LayerNormalization, and
    /// twice the values have four times the variance.
    /// </summary>
    public string Normalize(string x, string norm) => graph.AddMicrosoft(
        "SkipLayerNormalization", [x, x, Weight(norm + ".weight"), Weight(norm + ".bias")], Float("epsilon", 4 * epsilon));

    /// <summary>Adds x, its bias and the residual; returns the normalised sum and the sum.</summary>
    public (string Normalized, string Sum) Normalize(string x, string residual, string norm, string? bias = null)
    {
        List<string> inputs = [x, residual, Weight(norm + ".weight"), Weight(norm + ".bias")];
        if (bias is not null)
            inputs.Add(bias);
        string[] outputs = graph.AddMicrosoft("SkipLayerNormalization", inputs, 4, Float("epsilon", epsilon));
        return (outputs[0], outputs[3]);
    }

    /// <summary>output(activation(intermediate(x))) without the last bias.</summary>
    public string FeedForward(string x, string layer, Activation activation)
    {
        string hidden = projection.Apply(x, layer + ".intermediate_dense.weight", layer + ".intermediate_dense.bias");
        return projection.Apply(graph.Activate(activation, hidden), layer + ".output_dense.weight");
    }

    /// <summary>Half of <see cref="FeedForward"/>'s rows.</summary>
    public string HalfFeedForward(string x, string layer, Activation activation) => graph.Add("Mul", [FeedForward(x, layer, activation), Half()]);

    /// <summary>The bias that <see cref="HalfFeedForward"/> leaves out.</summary>
    public string HalfFeedForwardBias(string layer)
    {
        string bias = layer + ".output_dense.bias";
        return graph.Initializer(weights.Float(bias + ".halved", weights.ShapeOf(bias), () =>
        {
            float[] values = weights.Read(bias);
            TensorPrimitives.Multiply(values, 0.5f, values);
            return values;
        }));
    }

    /// <summary>First half times sigmoid of the second, the halves lying along an axis.</summary>
    public string Gate(string x, int axis)
    {
        string[] halves = graph.Add("Split", [x], 2, Int("axis", axis), Int("num_outputs", 2));
        return graph.Add("Mul", [halves[0], graph.Add("Sigmoid", [halves[1]])]);
    }

    /// <summary>A checkpoint's weight in the graph's float type.</summary>
    public string Weight(string name) => graph.Initializer(weights.Float(name));

    private string Half() => weights.FloatType == TensorProto.Types.DataType.Float
        ? graph.Scalar(0.5f)
        : graph.Constant(TensorProto.Types.DataType.Float16, [], (Half)0.5f);
}
