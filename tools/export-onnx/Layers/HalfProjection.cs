using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Layers;

/// <summary>
/// The product in half floats, for GPUs. Neither Gemm nor MatMul and Add, which become Gemm: ONNX Runtime's CPU provider has a Gemm
/// for halves that is fifty times slower than the float one, and computes FusedMatMul in float.
/// </summary>
internal sealed class HalfProjection(GraphBuilder graph, WeightStore weights) : Projection(graph, weights)
{
    public override string Apply(string x, string weight, string? bias = null)
    {
        string product = Graph.AddMicrosoft("FusedMatMul", [x, Graph.Initializer(Weights.Float(weight))], GraphAttribute.Int("transB", 1));
        return bias is null ? product : Graph.Add("Add", [product, Graph.Initializer(Weights.Float(bias))]);
    }
}
