using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Whisper;

/// <summary>
/// One graph for prompt and step. Self attention appends to buffers [batch, heads, capacity, head width] that the caller binds
/// as input and output alike; cross attention folds the rows of one audio into the query's length, so that beams share the
/// audio's keys and values. Scores come out for the asked positions alone.
/// </summary>
internal sealed class DecoderGraph(
    WhisperConfig config, WhisperTensors tensors, WeightStore weights, Func<GraphBuilder, Projection> project, Func<GraphBuilder, TokenEmbedding> embed, ICrossCache cross)
{
    private readonly GraphBuilder _graph = new("whisper-decoder");

    public GraphBuilder Build()
    {
        string ids = _graph.Input("input_ids", DataType.Int64, "batch", "tokens");
        string positions = _graph.Input("position_ids", DataType.Int64, "batch", "tokens");
        string logitPositions = _graph.Input("logit_positions", DataType.Int64, "batch", "scored");
        string seqlens = _graph.Input("seqlens_k", DataType.Int32, "batch");
        string total = _graph.Input("total_sequence_length", DataType.Int32, 1);
        string[] selfKeys = CacheInputs("self_k");
        string[] selfValues = CacheInputs("self_v");

        Projection projection = project(_graph);
        TokenEmbedding embedding = embed(_graph);
        var block = new TransformerBlock(_graph, weights, projection, config.Width);
        string rowsShape = _graph.Add("Concat", [_graph.Add("Shape", [ids]), _graph.Integers(config.Width)], Int("axis", 0));
        ICrossCacheReader audio = cross.Read(_graph, block);
        var layers = new DecoderLayers(_graph, config, tensors, block, projection, embedding)
        {
            SelfAttention = (layer, q, k, v) =>
            {
                string[] outputs = _graph.AddMicrosoft(
                    "GroupQueryAttention",
                    [block.Reshape(q, rowsShape), block.Reshape(k, rowsShape), block.Reshape(v, rowsShape), selfKeys[layer], selfValues[layer], seqlens, total],
                    3, Int("num_heads", config.DecoderHeads), Int("kv_num_heads", config.DecoderHeads));
                Output(outputs[1], $"self_k_out_{layer}");
                Output(outputs[2], $"self_v_out_{layer}");
                return block.Flatten(outputs[0]);
            },
            CrossAttention = audio.Attend,
        };

        string x = layers.Build(block.Reshape(ids, _graph.Integers(-1)), block.Reshape(positions, _graph.Integers(-1)));
        string scored = _graph.Add("GatherND", [block.Reshape(x, rowsShape), _graph.Add("Unsqueeze", [logitPositions, _graph.Integers(-1)])], Int("batch_dims", 1));
        string logitsShape = _graph.Add("Concat", [_graph.Add("Shape", [logitPositions]), _graph.Integers(config.Vocabulary)], Int("axis", 0));
        string logits = block.Reshape(embedding.Logits(block.Flatten(scored)), logitsShape);
        _graph.Output(logits, "logits", DataType.Float, "batch", "scored", config.Vocabulary);
        return _graph;
    }

    private string[] CacheInputs(string name) =>
        [.. Enumerable.Range(0, config.DecoderLayers).Select(layer =>
            _graph.Input($"{name}_{layer}", weights.FloatType, "batch", config.DecoderHeads, "capacity", config.DecoderHeadWidth))];

    private void Output(string value, string name) =>
        _graph.Output(value, name, weights.FloatType, "batch", config.DecoderHeads, "capacity", config.DecoderHeadWidth);
}
