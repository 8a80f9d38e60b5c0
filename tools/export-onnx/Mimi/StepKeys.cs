using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Mimi;

/// <summary>One frame of many streams: the new columns are written over the oldest ones, in place where the same tensor is bound to input and output.</summary>
internal sealed class StepKeys : IKeyWindows
{
    private readonly GraphBuilder _graph;
    private readonly MimiConfig _config;
    private readonly KeyRing _ring;
    private readonly string _targets;

    /// <param name="graph">The graph.</param>
    /// <param name="config">Its sizes.</param>
    /// <param name="positions">int64 [streams]: each stream's columns before this frame.</param>
    public StepKeys(GraphBuilder graph, MimiConfig config, string positions)
    {
        _graph = graph;
        _config = config;
        _ring = new KeyRing(graph, config);
        Mask = graph.Add("Unsqueeze", [_ring.Mask(positions, _ring.Ages(positions)), graph.Integers(1)]);
        _targets = Targets(positions);
    }

    public string Mask { get; }

    public string ByFrame(string queries) => queries;

    public string Add(string name, string columns)
    {
        object[] shape = ["streams", _config.Heads, _ring.Slots, _config.HeadWidth];
        string written = _graph.Add("ScatterND", [_graph.Input(name, DataType.Float, shape), _targets, columns]);
        _graph.Output(written, name + "_out", DataType.Float, shape);
        return written;
    }

    public string ByColumn(string results) => results;

    /// <summary>int64 [streams, heads, 2, 3]: stream, head and slot of each new column.</summary>
    private string Targets(string positions)
    {
        string count = _graph.Add("Squeeze", [_graph.Add("Shape", [positions])]);
        string stream = _graph.Add("Range", [_graph.Integer(0), count, _graph.Integer(1)]);
        string slot = _graph.Add("Mod", [positions, _graph.Integers(_ring.Slots)]);
        string shape = _graph.Add("Concat", [_graph.Add("Shape", [positions]), _graph.Integers(_config.Heads, 2, 1)], GraphAttribute.Int("axis", 0));
        string Spread(string values) => _graph.Add("Expand", [values, shape]);
        string heads = _graph.Constant(DataType.Int64, [1, _config.Heads, 1, 1], [.. Enumerable.Range(0, _config.Heads).Select(head => (long)head)]);
        string pair = _graph.Constant(DataType.Int64, [1, 1, 2, 1], 0L, 1L);
        string axes = _graph.Integers(1, 2, 3);
        return _graph.Add(
            "Concat",
            [
                Spread(_graph.Add("Unsqueeze", [stream, axes])), Spread(heads), Spread(_graph.Add("Add", [_graph.Add("Unsqueeze", [slot, axes]), pair])),
            ],
            GraphAttribute.Int("axis", 3));
    }
}
