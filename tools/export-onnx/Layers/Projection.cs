using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Layers;

/// <summary>A linear layer's product y = x Wᵀ (+ b) over rows x [rows, in], W [out, in]: how it is stored and computed.</summary>
internal abstract class Projection(GraphBuilder graph, WeightStore weights)
{
    protected GraphBuilder Graph => graph;

    protected WeightStore Weights => weights;

    /// <summary>Adds the product; weight and bias are the checkpoint's names.</summary>
    public abstract string Apply(string x, string weight, string? bias = null);
}
