using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Mimi;

/// <summary>
/// Many frames of one recording: each gets a copy of what the slots would hold for it alone, so that its products and sums have the same
/// sizes and order as in a step.
/// </summary>
internal sealed class RecordingKeys : IKeyWindows
{
    private readonly GraphBuilder _graph;
    private readonly MimiConfig _config;
    private readonly KeyRing _ring;
    private readonly string _sources;
    private readonly string _lastSources;

    /// <param name="graph">The graph.</param>
    /// <param name="config">Its sizes.</param>
    /// <param name="time">The graph's frames.</param>
    /// <param name="position">int64 [1]: the columns before this run.</param>
    public RecordingKeys(GraphBuilder graph, MimiConfig config, CodecTime time, string position)
    {
        _graph = graph;
        _config = config;
        _ring = new KeyRing(graph, config);
        string offsets = graph.Add("Mul", [time.Count(1), graph.Integers(2)]);
        string first = graph.Add("Add", [offsets, position]);
        string ages = _ring.Ages(first);
        Mask = _ring.Mask(first, ages);

        // A slot holds one of the run's own columns, which lie behind the old slots, or still what it held before.
        string own = graph.Add("Sub", [graph.Add("Unsqueeze", [graph.Add("Add", [offsets, graph.Integers(1)]), graph.Integers(1)]), ages]);
        string slots = graph.Integers([.. Enumerable.Range(0, _ring.Slots).Select(slot => (long)slot)]);
        _sources = graph.Add("Where",
            [graph.Add("GreaterOrEqual", [own, graph.Integer(0)]), graph.Add("Add", [own, graph.Integers(_ring.Slots)]), slots]);
        _lastSources = graph.Add("Gather", [_sources, graph.Integer(-1)], Int("axis", 0));
    }

    public string Mask { get; }

    public string ByFrame(string queries) => _graph.Add("Reshape", [queries, _graph.Integers(_config.Heads, -1, 2, _config.HeadWidth)]);

    public string Add(string name, string columns)
    {
        object[] shape = [1, _config.Heads, _ring.Slots, _config.HeadWidth];
        string all = _graph.Add("Concat", [_graph.Input(name, DataType.Float, shape), columns], Int("axis", 2));
        _graph.Output(_graph.Add("Gather", [all, _lastSources], Int("axis", 2)), name + "_out", DataType.Float, shape);
        string perHead = _graph.Add("Reshape", [all, _graph.Integers(_config.Heads, -1, _config.HeadWidth)]);
        return _graph.Add("Gather", [perHead, _sources], Int("axis", 1));
    }

    public string ByColumn(string results) => _graph.Add("Reshape", [results, _graph.Integers(1, _config.Heads, -1, _config.HeadWidth)]);
}
