using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>
/// Turns pairs of values by angles that grow with the position: a head's first half against its second. Unlike elsewhere, the rows are
/// turned before the query's and key's products.
/// </summary>
internal sealed class RotaryEmbedding(Wav2Vec2BertConfig config, ConformerBlock block, RowGrid grid) : PositionEmbedding
{
    private readonly GraphBuilder _graph = block.Graph;
    private (string Cosines, string Sines)? _tables;

    public override string Turn(string x)
    {
        (string cosines, string sines) = _tables ??= Tables();
        string turned = _graph.AddMicrosoft(
            "RotaryEmbedding", [grid.Unflatten(x, config.Width), _graph.Integers(0), cosines, sines], Int("interleaved", 0), Int("num_heads", config.Heads));
        return grid.Flatten(turned, config.Width);
    }

    /// <summary>[rows, half a head's width] each.</summary>
    private (string Cosines, string Sines) Tables()
    {
        string positions = _graph.Add("Cast", [grid.Positions], Int("to", (long)DataType.Float));
        float[] speeds = [.. Enumerable.Range(0, config.HeadWidth / 2).Select(i => 1 / MathF.Pow((float)config.RotaryBase, 2f * i / config.HeadWidth))];
        string angles = _graph.Add("Mul", [_graph.Add("Unsqueeze", [positions, _graph.Integers(1)]), _graph.Constant(DataType.Float, [speeds.Length], speeds)]);
        return (block.FromFloat(_graph.Add("Cos", [angles])), block.FromFloat(_graph.Add("Sin", [angles])));
    }
}
