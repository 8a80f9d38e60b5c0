using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Layers;

/// <summary>Which frames of a padded batch are a clip's own and which are padding behind it.</summary>
internal sealed class FrameMask
{
    private readonly GraphBuilder _graph;

    /// <param name="graph">The graph that frames are masked in.</param>
    /// <param name="counts">int64 [batch]: the frames of each clip.</param>
    /// <param name="frames">int64 [1]: the frames of the batch.</param>
    public FrameMask(GraphBuilder graph, string counts, string frames)
    {
        _graph = graph;
        Counts = counts;
        string range = graph.Add("Range", [graph.Integer(0), graph.Add("Squeeze", [frames]), graph.Integer(1)]);
        Keep = graph.Add("Less", [range, graph.Add("Unsqueeze", [counts, graph.Integers(1)])]);
    }

    /// <summary>int64 [batch]: the frames of each clip.</summary>
    public string Counts { get; }

    /// <summary>bool [batch, frames]: true in a clip, false behind it.</summary>
    public string Keep { get; }

    /// <summary>int32 [batch, frames], as MultiHeadAttention's key_padding_mask takes it: made once.</summary>
    public string Keys => field ??= _graph.Add("Cast", [Keep], Int("to", (long)DataType.Int32));

    /// <summary>x [batch, frames, width] with zeros behind each clip.</summary>
    public string Zero(string x, DataType type) => ZeroWhere(x, type, axis: 2);

    /// <summary>x [batch, width, frames] with zeros behind each clip.</summary>
    public string ZeroChannelsFirst(string x, DataType type) => ZeroWhere(x, type, axis: 1);

    private string ZeroWhere(string x, DataType type, int axis)
    {
        string zero = type == DataType.Float ? _graph.Scalar(0) : _graph.Constant(DataType.Float16, [], Half.Zero);
        return _graph.Add("Where", [_graph.Add("Unsqueeze", [Keep, _graph.Integers(axis)]), x, zero]);
    }
}
