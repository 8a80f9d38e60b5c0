using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using Speech.Sdk.Export.SpeechHeads;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>
/// features [batch, rows, values] to a head's outputs. The padded graph knows each clip's rows (lengths, int64 [batch]), and gives for
/// them what the clip alone would. Behind an odd number of 10 ms frames the reference has half a row more, which attention and the
/// encoder's convolutions ignore but an adapter's and an x-vector's hear; where there are such, the padded graph is told of it (ends,
/// int64 [batch]: lengths plus the half rows).
/// </summary>
internal sealed class Wav2Vec2BertGraph(Wav2Vec2BertConfig config, ISpeechHead head, WeightStore weights, Func<GraphBuilder, Projection> project, bool padded)
{
    private readonly GraphBuilder _graph = new("wav2vec2-bert-" + head.Role);

    public GraphBuilder Build()
    {
        string features = _graph.Input("features", DataType.Float, "batch", "rows", config.Features);
        string rows = _graph.Add("Shape", [features], Int("start", 1), Int("end", 2));
        FrameMask? Mask(string counts) => padded ? new FrameMask(_graph, _graph.Input(counts, DataType.Int64, "batch"), rows) : null;
        FrameMask? own = Mask("lengths");
        FrameMask? heard = config.Adapter is not null || head is EmbedderHead ? Mask("ends") : own;
        var grid = new RowGrid(_graph, _graph.Add("Shape", [features], Int("end", 2)), own, heard);
        var block = new ConformerBlock(_graph, weights, project(_graph), config.Width, config.Epsilon);
        List<string> states = [Project(features, block, grid)];
        var attention = new ConformerAttention(block, grid, Positions(block, grid), config.Heads, config.Width)
        {
            Blocks = config.Positions == PositionKind.RelativeKey && weights.FloatType == DataType.Float ? new RelativeKeyBlocks(config, block, grid) : null,
        };
        var layer = new ConformerLayer(config, block, grid, attention);
        for (int i = 0; i < config.Layers; i++)
            states.Add(layer.Apply(states[^1], _graph.Scope = Wav2Vec2BertTensors.Layer(i)));
        _graph.Scope = "";
        (string output, RowGrid outputGrid) = config.Adapter is { } adapter
            ? new AdapterLayers(config, adapter, _graph, weights, project).Apply(states[^1], block, grid)
            : (states[^1], grid);
        head.Apply(_graph, weights, new EncodedSpeech(states, output, outputGrid.Size, head is EmbedderHead ? outputGrid.Heard : outputGrid.Mask));
        return _graph;
    }

    private string Project(string features, ConformerBlock block, RowGrid grid)
    {
        const string part = Wav2Vec2BertTensors.FeatureProjection;
        string normalized = block.Normalize(grid.Flatten(block.FromFloat(features), config.Features), part + ".layer_norm");
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
