using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Mimi;

/// <summary>How time lies in a graph: one frame of many streams, or many frames of one.</summary>
/// <param name="graph">The graph.</param>
/// <param name="frames">int64 [1]: the frames of a run; null where there is one of each stream.</param>
internal sealed class CodecTime(GraphBuilder graph, string? frames)
{
    private readonly Dictionary<(int, int, int), string> _windows = [];

    /// <summary>int64 [1]: the frames of a run, or null for one.</summary>
    public string? Frames => frames;

    /// <summary>Rows [streams * columns, channels] as [streams, columns, channels].</summary>
    public string Columns(string rows, int rate, int channels) =>
        graph.Add("Reshape", [rows, frames is null ? graph.Integers(-1, rate, channels) : graph.Integers(1, -1, channels)]);

    /// <summary>int64 [outputs, taps]: which columns, or blocks of a stride, each output of a convolution sees.</summary>
    public string Windows(int rate, int taps, int dilation)
    {
        if (_windows.TryGetValue((rate, taps, dilation), out string? known))
            return known;
        string windows = frames is null
            ? graph.Constant(DataType.Int64, [rate, taps], [.. from output in Enumerable.Range(0, rate) from tap in Enumerable.Range(0, taps) select (long)(output + (tap * dilation))])
            : graph.Add("Add", [graph.Add("Unsqueeze", [Count(rate), graph.Integers(1)]), graph.Integers([.. Enumerable.Range(0, taps).Select(tap => (long)tap * dilation)])]);
        return _windows[(rate, taps, dilation)] = windows;
    }

    /// <summary>int64 [frames * rate]: 0, 1, 2, ….</summary>
    public string Count(int rate)
    {
        string count = graph.Add("Squeeze", [graph.Add("Mul", [frames!, graph.Integers(rate)])]);
        return graph.Add("Range", [graph.Integer(0), count, graph.Integer(1)]);
    }
}
