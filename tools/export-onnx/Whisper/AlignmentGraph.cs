using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Whisper;

/// <summary>
/// A pass over a finished text, one row an audio, without a cache: the scaled scores of the alignment heads' cross attention
/// before the softmax, [batch, alignment heads, tokens, positions], and the logits of every token.
/// </summary>
internal sealed class AlignmentGraph(
    WhisperConfig config,
    WhisperTensors tensors,
    WeightStore weights,
    IReadOnlyList<(int Layer, int Head)> alignmentHeads,
    Func<GraphBuilder, Projection> project,
    Func<GraphBuilder, TokenEmbedding> embed,
    ICrossCache cross)
{
    private readonly GraphBuilder _graph = new("whisper-alignment");
    private readonly List<string> _alignments = [];

    public GraphBuilder Build()
    {
        string ids = _graph.Input("input_ids", DataType.Int64, "batch", "tokens");

        Projection projection = project(_graph);
        TokenEmbedding embedding = embed(_graph);
        var block = new TransformerBlock(_graph, weights, projection, config.Width);
        ICrossCacheReader audio = cross.Read(_graph, block);
        string idsShape = _graph.Add("Shape", [ids]);
        string rowsShape = _graph.Add("Concat", [idsShape, _graph.Integers(config.Width)], Int("axis", 0));
        var layers = new DecoderLayers(_graph, config, tensors, block, projection, embedding)
        {
            SelfAttention = (_, q, k, v) => block.Flatten(_graph.AddMicrosoft(
                "MultiHeadAttention",
                [block.Reshape(q, rowsShape), block.Reshape(k, rowsShape), block.Reshape(v, rowsShape)],
                Int("num_heads", config.DecoderHeads), Int("unidirectional", 1))),
            CrossAttention = (layer, q) =>
            {
                (string keys, string values) = audio.Floats(layer);
                AddAlignment(layer, q, keys, idsShape);
                return block.Flatten(_graph.AddMicrosoft(
                    "MultiHeadAttention", [block.Reshape(q, rowsShape), keys, values], Int("num_heads", config.DecoderHeads)));
            },
        };

        string x = layers.Build(block.Reshape(ids, _graph.Integers(-1)), Positions(idsShape));
        string logitsShape = _graph.Add("Concat", [idsShape, _graph.Integers(config.Vocabulary)], Int("axis", 0));
        _graph.Output(block.Reshape(embedding.Logits(x), logitsShape), "logits", DataType.Float, "batch", "tokens", config.Vocabulary);
        string alignment = _graph.Add("Concat", _alignments, Int("axis", 1));
        if (weights.FloatType != DataType.Float)
            alignment = _graph.Add("Cast", [alignment], Int("to", (long)DataType.Float));
        _graph.Output(alignment, "alignment", DataType.Float, "batch", alignmentHeads.Count, "tokens", "positions");
        return _graph;
    }

    /// <summary>0, 1, … tokens - 1 for every row, flat.</summary>
    private string Positions(string idsShape)
    {
        string tokens = _graph.Add("Gather", [idsShape, _graph.Integer(1)]);
        string row = _graph.Add("Range", [_graph.Integer(0), tokens, _graph.Integer(1)]);
        return _graph.Add("Reshape", [_graph.Add("Expand", [row, idsShape]), _graph.Integers(-1)]);
    }

    /// <summary>q kᵀ / √(head width) of this layer's alignment heads.</summary>
    private void AddAlignment(int layer, string q, string keys, string idsShape)
    {
        long[] heads = [.. alignmentHeads.Where(entry => entry.Layer == layer).Select(entry => (long)entry.Head)];
        if (heads.Length == 0)
            return;
        string index = _graph.Integers(heads);
        string shape = _graph.Add("Concat", [idsShape, _graph.Integers(config.DecoderHeads, config.DecoderHeadWidth)], Int("axis", 0));
        string queries = _graph.Add("Transpose", [_graph.Add("Gather", [_graph.Add("Reshape", [q, shape]), index], Int("axis", 2))], Ints("perm", 0, 2, 1, 3));
        string transposed = _graph.Add("Transpose", [_graph.Add("Gather", [keys, index], Int("axis", 1))], Ints("perm", 0, 1, 3, 2));
        string scale = _graph.Initializer(weights.Float("alignment.scale", [], () => [1 / MathF.Sqrt(config.DecoderHeadWidth)]));
        _alignments.Add(_graph.Add("MatMul", [_graph.Add("Mul", [queries, scale]), transposed]));
    }
}
