using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Whisper;

/// <summary>
/// mel [audios, mels, frames] to last_hidden_state [audios, frames/2, width] and to the keys and values [audios, heads, frames/2,
/// head width] of every decoder layer's cross attention.
/// </summary>
internal sealed class EncoderGraph(WhisperConfig config, WhisperTensors tensors, WeightStore weights, Func<GraphBuilder, Projection> project)
{
    private readonly GraphBuilder _graph = new("whisper-encoder");

    public GraphBuilder Build()
    {
        Projection projection = project(_graph);
        var block = new TransformerBlock(_graph, weights, projection, config.Width);
        string mel = _graph.Input("mel", DataType.Float, "audios", config.MelBins, "frames");
        EncoderLayers.Encoded encoded = new EncoderLayers(config, tensors, weights, _graph, projection, block).Apply(mel);
        _graph.Output(block.Reshape(encoded.Last, encoded.Shape), "last_hidden_state", weights.FloatType, "audios", "positions", config.Width);
        AddCrossAttention(encoded, projection, block);
        return _graph;
    }

    private void AddCrossAttention(EncoderLayers.Encoded encoded, Projection projection, TransformerBlock block)
    {
        string headsShape = _graph.Add("Concat", [_graph.Integers(-1), encoded.Length, _graph.Integers(config.DecoderHeads, config.DecoderHeadWidth)], Int("axis", 0));
        for (int i = 0; i < config.DecoderLayers; i++)
        {
            string attention = _graph.Scope = tensors.DecoderLayer(i) + ".encoder_attn";
            Output(projection.Apply(encoded.Last, attention + ".k_proj.weight"), $"cross_k_{i}");
            Output(projection.Apply(encoded.Last, attention + ".v_proj.weight", attention + ".v_proj.bias"), $"cross_v_{i}");
        }

        void Output(string rows, string name) => _graph.Output(
            _graph.Add("Transpose", [block.Reshape(rows, headsShape)], Ints("perm", 0, 2, 1, 3)),
            name, weights.FloatType, "audios", config.DecoderHeads, "positions", config.DecoderHeadWidth);
    }
}
