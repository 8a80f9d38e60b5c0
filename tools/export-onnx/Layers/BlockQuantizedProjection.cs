using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Layers;

/// <summary>The product with a weight in blocks of 4 or 8 bits: the fast one for few rows, where reading the weights takes the time.</summary>
internal sealed class BlockQuantizedProjection(GraphBuilder graph, WeightStore weights, int bits, int blockSize) : Projection(graph, weights)
{
    public override string Apply(string x, string weight, string? bias = null) =>
        new BlockQuantizedWeight(Weights, weight, bits, blockSize)
            .Multiply(Graph, x, bias is null ? null : Graph.Initializer(Weights.Float(bias)));
}
