using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Layers;

/// <summary>The token embedding in the graph's float type.</summary>
internal sealed class FloatTokenEmbedding(GraphBuilder graph, WeightStore weights, string embedding) : TokenEmbedding
{
    public override string Embed(string ids) => graph.Add("Gather", [graph.Initializer(weights.Float(embedding)), ids]);

    public override string Logits(string rows)
    {
        string logits = graph.Add("Gemm", [rows, graph.Initializer(weights.Float(embedding))], GraphAttribute.Int("transB", 1));
        return weights.FloatType == DataType.Float ? logits : graph.Add("Cast", [logits], GraphAttribute.Int("to", (long)DataType.Float));
    }
}
