using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>How flat rows [batch * rows, width] lie in a batch of clips.</summary>
/// <param name="graph">The graph they are in.</param>
/// <param name="size">int64 [2]: batch and rows.</param>
/// <param name="mask">The clips' own rows, or null where nothing is padded.</param>
/// <param name="heard">The rows that a convolution hears: those, and the half row behind an odd number of frames.</param>
internal sealed class RowGrid(GraphBuilder graph, string size, FrameMask? mask, FrameMask? heard = null)
{
    private readonly Dictionary<string, string> _shapes = [];

    public string Size => size;

    public FrameMask? Mask => mask;

    public FrameMask? Heard => heard;

    /// <summary>int64 [1].</summary>
    public string Batch => field ??= graph.Add("Slice", [size, graph.Integers(0), graph.Integers(1)]);

    /// <summary>int64 [1].</summary>
    public string Rows => field ??= graph.Add("Slice", [size, graph.Integers(1), graph.Integers(2)]);

    /// <summary>int64 [rows]: 0, 1, 2, …</summary>
    public string Positions => field ??= graph.Add("Range", [graph.Integer(0), graph.Add("Squeeze", [Rows]), graph.Integer(1)]);

    /// <summary>Flat rows as [batch, rows, …inner].</summary>
    public string Unflatten(string x, params ReadOnlySpan<long> inner)
    {
        string key = string.Join(',', inner.ToArray());
        if (!_shapes.TryGetValue(key, out string? shape))
            _shapes[key] = shape = graph.Add("Concat", [size, graph.Integers(inner.ToArray())], Int("axis", 0));
        return graph.Add("Reshape", [x, shape]);
    }

    /// <summary>[batch, rows, …] as flat rows [batch * rows, width].</summary>
    public string Flatten(string x, int width) => graph.Add("Reshape", [x, graph.Integers(-1, width)]);

    /// <summary>Flat rows with zeros behind each clip.</summary>
    public string Zero(string x, int width, DataType type) => Zero(mask, x, width, type);

    /// <summary>Flat rows with zeros behind the rows that are heard.</summary>
    public string ZeroUnheard(string x, int width, DataType type) => Zero(heard, x, width, type);

    private string Zero(FrameMask? kept, string x, int width, DataType type) => kept is null ? x : Flatten(kept.Zero(Unflatten(x, width), type), width);
}
