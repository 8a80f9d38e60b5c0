using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Whisper;

/// <summary>
/// mel [audios, mels, frames] to last_hidden_state [audios, frames/2, width] and to the keys and values [audios, heads, frames/2,
/// head width] of every decoder layer's cross attention. Shorter windows than 30 s take the first positions.
/// </summary>
internal sealed class EncoderGraph(WhisperConfig config, WhisperTensors tensors, WeightStore weights, Func<GraphBuilder, Projection> project)
{
    private readonly GraphBuilder _graph = new("whisper-encoder");

    public GraphBuilder Build()
    {
        Projection projection = project(_graph);
        var block = new TransformerBlock(_graph, weights, projection, config.Width);
        string mel = _graph.Input("mel", DataType.Float, "audios", config.MelBins, "frames");
        string frames = Convolve(mel, block);
        string rowsShape = _graph.Add("Shape", [frames]);
        string length = _graph.Add("Shape", [frames], Int("start", 1), Int("end", 2));
        string positions = _graph.Add("Slice", [block.LargeWeight(tensors.Encoder + ".embed_positions.weight"), _graph.Integers(0), length, _graph.Integers(0)]);

        (string x, string residual) = block.Normalize(frames, positions, tensors.EncoderLayer(0) + ".self_attn_layer_norm");
        (x, residual) = (block.Flatten(x), block.Flatten(residual));
        for (int i = 0; i < config.EncoderLayers; i++)
        {
            string layer = _graph.Scope = tensors.EncoderLayer(i);
            string next = i + 1 < config.EncoderLayers ? tensors.EncoderLayer(i + 1) + ".self_attn_layer_norm" : tensors.Encoder + ".layer_norm";
            x = Attend(x, layer + ".self_attn", rowsShape, projection, block);
            (x, residual) = block.Normalize(x, residual, layer + ".final_layer_norm", layer + ".self_attn.out_proj.bias");
            x = block.FeedForward(x, layer);
            (x, residual) = block.Normalize(x, residual, next, layer + ".fc2.bias");
        }

        _graph.Scope = "";
        _graph.Output(block.Reshape(x, rowsShape), "last_hidden_state", weights.FloatType, "audios", "positions", config.Width);
        AddCrossAttention(x, length, projection, block);
        return _graph;
    }

    private string Convolve(string mel, TransformerBlock block)
    {
        string x = weights.FloatType == DataType.Float ? mel : _graph.Add("Cast", [mel], Int("to", (long)weights.FloatType));
        foreach ((string conv, int stride) in (ReadOnlySpan<(string, int)>)[(tensors.Encoder + ".conv1", 1), (tensors.Encoder + ".conv2", 2)])
        {
            x = _graph.Add("Conv", [x, block.LargeWeight(conv + ".weight"), block.Weight(conv + ".bias")], Ints("kernel_shape", 3), Ints("strides", stride), Ints("pads", 1, 1));
            x = _graph.AddMicrosoft("Gelu", [x]);
        }

        return _graph.Add("Transpose", [x], Ints("perm", 0, 2, 1));
    }

    private string Attend(string x, string attention, string rowsShape, Projection projection, TransformerBlock block)
    {
        string q = block.Reshape(projection.Apply(x, attention + ".q_proj.weight"), rowsShape);
        string k = block.Reshape(projection.Apply(x, attention + ".k_proj.weight"), rowsShape);
        string v = block.Reshape(projection.Apply(x, attention + ".v_proj.weight"), rowsShape);
        string mixed = _graph.AddMicrosoft("MultiHeadAttention", [q, k, v, Biases(attention)], Int("num_heads", config.EncoderHeads));
        return projection.Apply(block.Flatten(mixed), attention + ".out_proj.weight");
    }

    /// <summary>The biases of query, key (Whisper has none: zeros) and value, one after the other.</summary>
    private string Biases(string attention) => _graph.Initializer(weights.Float(attention + ".qkv.bias", [3L * config.Width], () =>
        [.. weights.Read(attention + ".q_proj.bias"), .. new float[config.Width], .. weights.Read(attention + ".v_proj.bias")]));

    private void AddCrossAttention(string x, string length, Projection projection, TransformerBlock block)
    {
        string headsShape = _graph.Add("Concat", [_graph.Integers(-1), length, _graph.Integers(config.DecoderHeads, config.DecoderHeadWidth)], Int("axis", 0));
        for (int i = 0; i < config.DecoderLayers; i++)
        {
            string attention = _graph.Scope = tensors.DecoderLayer(i) + ".encoder_attn";
            Output(projection.Apply(x, attention + ".k_proj.weight"), $"cross_k_{i}");
            Output(projection.Apply(x, attention + ".v_proj.weight", attention + ".v_proj.bias"), $"cross_v_{i}");
        }

        void Output(string rows, string name) => _graph.Output(
            _graph.Add("Transpose", [block.Reshape(rows, headsShape)], Ints("perm", 0, 2, 1, 3)),
            name, weights.FloatType, "audios", config.DecoderHeads, "positions", config.DecoderHeadWidth);
    }
}
