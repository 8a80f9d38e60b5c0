using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>
/// Transformer-XL's attention (https://arxiv.org/abs/1901.02860, section 3.3): scores are (q + u) · k + (q + v) · p(i - j), where p
/// projects sines and cosines of the distance.
/// </summary>
internal sealed class RelativeEmbedding(Wav2Vec2BertConfig config, ConformerBlock block, Projection projection, RowGrid grid) : PositionEmbedding
{
    private readonly GraphBuilder _graph = block.Graph;
    private string? _table;

    public override string Query(string query, string attention) => Biased(query, attention + ".pos_bias_u");

    public override string Scores(string query, string attention)
    {
        string distances = projection.Apply(_table ??= Table(), attention + ".linear_pos.weight");
        string byHead = _graph.Add("Transpose", [_graph.Add("Reshape", [distances, _graph.Integers(-1, config.Heads, config.HeadWidth)])], Ints("perm", 1, 2, 0));
        string queries = _graph.Add("Transpose", [grid.Unflatten(Biased(query, attention + ".pos_bias_v"), config.Heads, config.HeadWidth)], Ints("perm", 0, 2, 1, 3));
        return Skew(_graph.AddMicrosoft("FusedMatMul", [queries, byHead], Float("alpha", 1 / Math.Sqrt(config.HeadWidth))));
    }

    /// <summary>Sines and cosines in turn of every distance from rows - 1 down to 1 - rows, [2 * rows - 1, width].</summary>
    private string Table()
    {
        string first = _graph.Add("Sub", [_graph.Add("Squeeze", [grid.Rows]), _graph.Integer(1)]);
        string end = _graph.Add("Neg", [_graph.Add("Squeeze", [grid.Rows])]);
        string distances = _graph.Add("Cast", [_graph.Add("Range", [first, end, _graph.Integer(-1)])], Int("to", (long)DataType.Float));
        float[] speeds = [.. Enumerable.Range(0, config.Width / 2).Select(i => MathF.Exp(2 * i * (float)-(Math.Log(10000) / config.Width)))];
        string angles = _graph.Add("Mul", [_graph.Add("Unsqueeze", [distances, _graph.Integers(1)]), _graph.Constant(DataType.Float, [speeds.Length], speeds)]);
        string last = _graph.Integers(2);
        string pairs = _graph.Add(
            "Concat",
            [_graph.Add("Unsqueeze", [_graph.Add("Sin", [angles]), last]), _graph.Add("Unsqueeze", [_graph.Add("Cos", [angles]), last])], Int("axis", 2));
        return block.FromFloat(_graph.Add("Reshape", [pairs, _graph.Integers(-1, config.Width)]));
    }

    /// <summary>
    /// [batch, heads, rows, 2 * rows - 1], a column a distance, to [batch, heads, rows, rows], a column a key: with one more column in
    /// front, the same values in rows of half the length lie so that dropping the first row shifts every row by its number.
    /// </summary>
    private string Skew(string x)
    {
        string padded = _graph.Add("Pad", [x, _graph.Integers(0, 0, 0, 1, 0, 0, 0, 0)]);
        string folded = _graph.Add("Reshape", [padded, _graph.Add("Concat", [_graph.Integers(0, 0, -1), grid.Rows], Int("axis", 0))]);
        string shifted = _graph.Add("Slice", [folded, _graph.Integers(1), _graph.Integers(long.MaxValue), _graph.Integers(2)]);
        string unfolded = _graph.Add("Reshape", [shifted, _graph.Add("Concat", [_graph.Integers(0, 0), grid.Rows, _graph.Integers(-1)], Int("axis", 0))]);
        return _graph.Add("Slice", [unfolded, _graph.Integers(0), grid.Rows, _graph.Integers(3)]);
    }

    /// <summary>The rows with a value added for every head's every value.</summary>
    private string Biased(string rows, string bias) =>
        _graph.Add("Add", [rows, _graph.Initializer(block.Weights.Float(bias, [config.Width], () => block.Weights.Read(bias)))]);
}
