using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>
/// Scores grow by q · E[j - i], the distance from query i to key j kept within what the table has. The query meets the table's few
/// vectors once; which of these products a pair of rows takes is the same in every layer. All pairs at once: for GPUs.
/// </summary>
internal sealed class RelativeKeyEmbedding(Wav2Vec2BertConfig config, ConformerBlock block, RowGrid grid) : PositionEmbedding
{
    private readonly GraphBuilder _graph = block.Graph;
    private string? _choices;

    public override string Scores(string query, string attention)
    {
        string rows = _graph.Add("Reshape", [query, _graph.Integers(-1, config.HeadWidth)]);
        string products = _graph.AddMicrosoft(
            "FusedMatMul", [rows, block.Weight(attention + ".distance_embedding.weight")], Int("transB", 1), Float("alpha", 1 / Math.Sqrt(config.HeadWidth)));
        string byHead = _graph.Add("Transpose", [grid.Unflatten(products, config.Heads, -1)], Ints("perm", 0, 2, 1, 3));
        return _graph.Add("GatherElements", [byHead, _choices ??= Choices()], Int("axis", 3));
    }

    /// <summary>int32 [batch, heads, rows, rows]: the row of the table for every pair.</summary>
    private string Choices()
    {
        string positions = _graph.Add("Cast", [grid.Positions], Int("to", (long)DataType.Int32));
        string distances = _graph.Add("Sub", [positions, _graph.Add("Unsqueeze", [positions, _graph.Integers(1)])]);
        string within = _graph.Add("Clip", [distances, Integer(-config.LeftDistance), Integer(config.RightDistance)]);
        string shape = _graph.Add("Concat", [grid.Batch, _graph.Integers(config.Heads), grid.Rows, grid.Rows], Int("axis", 0));
        return _graph.Add("Expand", [_graph.Add("Add", [within, Integer(config.LeftDistance)]), shape]);
    }

    private string Integer(int value) => _graph.Constant(DataType.Int32, [], value);
}
