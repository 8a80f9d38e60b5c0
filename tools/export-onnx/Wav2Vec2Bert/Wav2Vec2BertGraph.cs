using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using Speech.Sdk.Export.SpeechHeads;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>
/// features [batch, rows, values] to a head's outputs. The padded graph knows each clip's rows, int64 [batch], and gives for them what
/// the clip alone would.
/// </summary>
internal sealed class Wav2Vec2BertGraph(Wav2Vec2BertConfig config, ISpeechHead head, WeightStore weights, Func<GraphBuilder, Projection> project, bool padded)
{
    private readonly GraphBuilder _graph = new("wav2vec2-bert-" + head.Role);

    public GraphBuilder Build()
    {
        string features = _graph.Input("features", DataType.Float, "batch", "rows", config.Features);
        string size = _graph.Add("Shape", [features], Int("end", 2));
        FrameMask? mask = padded
            ? new FrameMask(_graph, _graph.Input("lengths", DataType.Int64, "batch"), _graph.Add("Shape", [features], Int("start", 1), Int("end", 2)))
            : null;
        var grid = new RowGrid(_graph, size, mask);
        var block = new ConformerBlock(_graph, weights, project(_graph), config.Epsilon);
        List<string> states = [Project(features, block, grid)];
        var attention = new ConformerAttention(block, grid, Positions(block, grid), config.Heads, config.Width);
        var layer = new ConformerLayer(config, block, grid, attention);
        for (int i = 0; i < config.Layers; i++)
            states.Add(layer.Apply(states[^1], _graph.Scope = Wav2Vec2BertTensors.Layer(i)));
        _graph.Scope = "";
        (string output, RowGrid outputGrid) = config.Adapter is { } adapter
            ? new AdapterLayers(config, adapter, _graph, weights, project).Apply(states[^1], block, grid)
            : (states[^1], grid);
        head.Apply(_graph, weights, new EncodedSpeech(states, output, outputGrid.Size, outputGrid.Mask));
        return _graph;
    }

    private string Project(string features, ConformerBlock block, RowGrid grid)
    {
        const string part = Wav2Vec2BertTensors.FeatureProjection;
        string x = weights.FloatType == DataType.Float ? features : _graph.Add("Cast", [features], Int("to", (long)weights.FloatType));
        string normalized = block.Normalize(grid.Flatten(x, config.Features), part + ".layer_norm");
        return grid.Zero(block.Projection.Apply(normalized, part + ".projection.weight", part + ".projection.bias"), config.Width, weights.FloatType);
    }

    private PositionEmbedding Positions(ConformerBlock block, RowGrid grid) => config.Positions switch
    {
        PositionKind.RelativeKey => new RelativeKeyEmbedding(config, block, grid),
        PositionKind.Relative => new RelativeEmbedding(config, block, project(_graph), grid),
        PositionKind.Rotary => new RotaryEmbedding(config, block, grid),
        _ => new PositionEmbedding(),
    };
}
