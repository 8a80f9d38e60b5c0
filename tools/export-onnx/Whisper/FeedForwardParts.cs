using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Whisper;

/// <summary>
/// An encoder layer's feed-forward network, some rows after the others: the hidden rows, four times as wide as the others, are the most that an encoder holds at once, twice over where
/// the activation reads one and writes another. No row's result depends on those beside it.
/// </summary>
internal sealed class FeedForwardParts(GraphBuilder graph, WeightStore weights, WhisperTensors tensors, int width)
{
    // Windows have a multiple of 100 rows, as they come in steps of two seconds; a number that is no multiple of four is one part.
    private const int Parts = 4;

    private string? _values;
    private string? _scales;

    /// <summary>fc2(gelu(fc1(x))) of rows in 8 bits, less its mean and without fc2's bias.</summary>
    /// <param name="values">The rows' bytes, [rows, width].</param>
    /// <param name="scales">Their scales, [rows, 1].</param>
    /// <param name="layer">The checkpoint's name of the layer.</param>
    /// <param name="bias">The name of fc1's bias.</param>
    public string Apply(string values, string scales, string layer, string bias)
    {
        GraphBuilder part = graph.Nest(layer + ".part");
        string partValues = part.Input(layer + ".part.values", DataType.Uint8, "part_rows", width);
        string partScales = part.Input(layer + ".part.scales", DataType.Float, "part_rows", 1);
        QuantizedEncoderProjection projection = new(part, weights, tensors);
        string hidden = part.Add("Add", [projection.Multiply(partValues, partScales, layer + ".fc1.weight"), part.Initializer(weights.BiasRow(bias))]);
        string product = projection.ApplyCentered(part.AddMicrosoft("Gelu", [hidden]), layer + ".fc2.weight");
        part.Output(product, layer + ".part.product", DataType.Float, "part_rows", width);

        _values ??= Shape(values, width);
        _scales ??= Shape(values, 1);
        string products = graph.Add("Scan", [graph.Add("Reshape", [values, _values]), graph.Add("Reshape", [scales, _scales])], part.Body("body"), Int("num_scan_inputs", 2));
        return graph.Add("Reshape", [products, graph.Integers(-1, width)]);
    }

    /// <summary>[parts, rows of a part, width], where the width is given and the rows follow.</summary>
    private string Shape(string rows, int width)
    {
        string rest = graph.Add("Mod", [graph.Add("Shape", [rows], Int("start", 0), Int("end", 1)), graph.Integers(Parts)]);
        string parts = graph.Add("Where", [graph.Add("Equal", [rest, graph.Integers(0)]), graph.Integers(Parts), graph.Integers(1)]);
        return graph.Add("Concat", [parts, graph.Integers(-1, width)], Int("axis", 0));
    }
}
