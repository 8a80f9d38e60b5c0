using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Mimi;

/// <summary>
/// A column's key and value lie in the slot of its position modulo the number of slots, an even number that holds the window of both
/// columns of a frame. So a frame's slots are a function of its position alone, however it is run.
/// </summary>
internal sealed class KeyRing
{
    private readonly GraphBuilder _graph;
    private readonly MimiConfig _config;

    public KeyRing(GraphBuilder graph, MimiConfig config)
    {
        _graph = graph;
        _config = config;
        Slots = SlotsOf(config);
    }

    public int Slots { get; }

    public static int SlotsOf(MimiConfig config) => (config.Window + 2) / 2 * 2;

    /// <summary>How many columns before a frame's second one each slot was written, int64 [positions, slots]; 0 is that column.</summary>
    public string Ages(string first)
    {
        string second = _graph.Add("Unsqueeze", [_graph.Add("Add", [first, _graph.Integers(1)]), _graph.Integers(1)]);
        string slots = _graph.Integers([.. Enumerable.Range(0, Slots).Select(slot => (long)slot)]);
        return _graph.Add("Mod", [_graph.Add("Sub", [second, slots]), _graph.Integers(Slots)]);
    }

    /// <summary>The mask [positions, 2, slots] of frames whose first columns have these positions, int64 [positions].</summary>
    public string Mask(string first, string ages)
    {
        // Seen from the first column all is one column younger; its successor has an age of -1.
        string own = _graph.Add("Sub", [_graph.Add("Unsqueeze", [ages, _graph.Integers(1)]), _graph.Constant(DataType.Int64, [2, 1], 1L, 0L)]);
        string positions = _graph.Add("Add", [_graph.Add("Unsqueeze", [first, _graph.Integers(1, 2)]), _graph.Constant(DataType.Int64, [2, 1], 0L, 1L)]);
        string visible = _graph.Add("And",
        [
            _graph.Add("And", [_graph.Add("GreaterOrEqual", [own, _graph.Integer(0)]), _graph.Add("Less", [own, _graph.Integer(_config.Window)])]),
            _graph.Add("LessOrEqual", [own, positions]),
        ]);
        return _graph.Add("Where", [visible, _graph.Scalar(0), _graph.Scalar(float.NegativeInfinity)]);
    }
}
