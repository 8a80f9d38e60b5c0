using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Layers;

/// <summary>The product in the graph's float type, with the weight as the checkpoint lays it out.</summary>
internal sealed class FloatProjection(GraphBuilder graph, WeightStore weights) : Projection(graph, weights)
{
    public override string Apply(string x, string weight, string? bias = null)
    {
        List<string> inputs = [x, Graph.AsStored(Weights, weight)];
        if (bias is not null)
            inputs.Add(Graph.Initializer(Weights.Float(bias)));
        return Graph.Add("Gemm", inputs, GraphAttribute.Int("transB", 1));
    }
}
