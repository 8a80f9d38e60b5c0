using System.Numerics.Tensors;
using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>What the layers of the encoder and of its adapter are made of, over flat rows [rows, width].</summary>
internal sealed class ConformerBlock(GraphBuilder graph, WeightStore weights, Projection projection, int width, double epsilon)
{
    private readonly TransformerBlock _block = new(graph, weights, projection, width, epsilon);

    public GraphBuilder Graph => graph;

    public WeightStore Weights => weights;

    public Projection Projection => projection;

    public string Normalize(string x, string norm) => _block.Normalize(x, norm, epsilon);

    /// <summary>Adds x, its bias and the residual; returns the normalised sum and the sum.</summary>
    public (string Normalized, string Sum) Normalize(string x, string residual, string norm, string? bias = null) => _block.Normalize(x, residual, norm, bias);

    /// <summary>output(activation(intermediate(x))) without the last bias.</summary>
    public string FeedForward(string x, string layer, Activation activation) => projection.Apply(Intermediate(x, layer, activation), layer + ".output_dense.weight");

    /// <summary>Half of it: the last weight is halved, which loses nothing.</summary>
    public string HalfFeedForward(string x, string layer, Activation activation) => projection.Apply(Intermediate(x, layer, activation), Halved(layer + ".output_dense.weight"));

    /// <summary>The name of the bias that <see cref="HalfFeedForward"/> leaves out.</summary>
    public string HalfFeedForwardBias(string layer) => Halved(layer + ".output_dense.bias");

    /// <summary>A checkpoint's weight in the graph's float type.</summary>
    public string Weight(string name) => _block.Weight(name);

    /// <summary>A value in 32-bit floats as one in the graph's float type.</summary>
    public string FromFloat(string x) => _block.FromFloat(x);

    /// <summary>Names the matrix of a convolution of width 1, from one of its outputs on: it is a product.</summary>
    public string Pointwise(string convolution, int first, int outputs)
    {
        string weight = convolution + ".weight";
        int inputs = (int)weights.ShapeOf(weight)[1];
        return weights.Derive($"{weight}.{first}", [outputs, inputs], () => weights.Read(weight).AsSpan(first * inputs, outputs * inputs).ToArray());
    }

    private string Intermediate(string x, string layer, Activation activation) =>
        graph.Activate(activation, projection.Apply(x, layer + ".intermediate_dense.weight", layer + ".intermediate_dense.bias"));

    private string Halved(string name) => weights.Derive(name + ".halved", weights.ShapeOf(name), () =>
    {
        float[] values = weights.Read(name);
        TensorPrimitives.Multiply(values, 0.5f, values);
        return values;
    });
}
