using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Layers;

/// <summary>The token embedding in the graph's float type; the projection multiplies with the weight that is looked up.</summary>
internal sealed class FloatTokenEmbedding(GraphBuilder graph, WeightStore weights, Projection projection, string embedding) : TokenEmbedding
{
    public override string Embed(string ids) => graph.Add("Gather", [graph.Initializer(weights.Float(embedding)), ids]);

    public override string Logits(string rows)
    {
        string logits = projection.Apply(rows, embedding);
        return weights.FloatType == DataType.Float ? logits : graph.Add("Cast", [logits], GraphAttribute.Int("to", (long)DataType.Float));
    }
}
