using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Mimi;

/// <summary>The columns that convolutions carry from one run to the next, all in one row of a tensor: context [streams, values].</summary>
internal sealed class CodecContext
{
    private readonly GraphBuilder _graph;
    private readonly CausalConvolution[] _convolutions;
    private readonly Dictionary<CausalConvolution, string> _before = [];
    private readonly Dictionary<CausalConvolution, string> _after = [];

    public CodecContext(GraphBuilder graph, MimiConvolutions convolutions, object streams)
    {
        _graph = graph;
        _convolutions = [.. convolutions.All.Where(convolution => convolution.Context > 0)];
        string context = graph.Input("context", DataType.Float, streams, Values);
        string[] parts = graph.AddMany(
            "Split", [context, graph.Integers([.. _convolutions.Select(convolution => (long)convolution.ContextValues)])], _convolutions.Length, Int("axis", 1));
        foreach ((CausalConvolution convolution, string part) in _convolutions.Zip(parts))
            _before[convolution] = graph.Add("Reshape", [part, graph.Integers(-1, convolution.Context, convolution.Inputs)]);
    }

    private int Values => _convolutions.Sum(convolution => convolution.ContextValues);

    /// <summary>The columns before the current ones, [streams, columns, channels].</summary>
    public string Before(CausalConvolution convolution) => _before[convolution];

    /// <summary>Keeps the last columns of x [streams, columns, channels] for the next run.</summary>
    public void Keep(CausalConvolution convolution, string x)
    {
        string last = _graph.Add("Slice", [x, _graph.Integers(-convolution.Context), _graph.Integers(long.MaxValue), _graph.Integers(1)]);
        _after[convolution] = _graph.Add("Reshape", [last, _graph.Integers(-1, convolution.ContextValues)]);
    }

    public void Output(object streams) =>
        _graph.Output(_graph.Add("Concat", _convolutions.Select(convolution => _after[convolution]), Int("axis", 1)), "context_out", DataType.Float, streams, Values);
}
