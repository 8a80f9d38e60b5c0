using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Mimi;

/// <summary>Turns queries and keys by their columns' angles, whose cosines and sines are inputs: a table would end where a stream goes on.</summary>
internal sealed class RotaryRows
{
    private readonly GraphBuilder _graph;
    private readonly string _cosines;
    private readonly string _sines;
    private readonly string _rows;

    /// <param name="graph">The graph.</param>
    /// <param name="config">Its sizes.</param>
    /// <param name="runs">The name of the audio's first dimension: streams or frames.</param>
    /// <param name="streams">Rows [streams, columns] that the columns make up, one of them -1.</param>
    public RotaryRows(GraphBuilder graph, MimiConfig config, string runs, params long[] streams)
    {
        _graph = graph;
        _cosines = Input("cosines", runs, config.HeadWidth / 2);
        _sines = Input("sines", runs, config.HeadWidth / 2);
        string count = graph.Add("Squeeze", [graph.Add("Shape", [_cosines], Int("end", 1))]);
        _rows = graph.Add("Reshape", [graph.Add("Range", [graph.Integer(0), count, graph.Integer(1)]), graph.Integers(streams)]);
    }

    /// <summary>x [streams, columns, heads * head width].</summary>
    public string Apply(string x) => _graph.AddMicrosoft("RotaryEmbedding", [x, _rows, _cosines, _sines]);

    private string Input(string name, string runs, int angles) => _graph.Add(
        "Reshape", [_graph.Input(name, DataType.Float, runs, MimiConfig.ColumnsPerFrame, angles), _graph.Integers(-1, angles)]);
}
