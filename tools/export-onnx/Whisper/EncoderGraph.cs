using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Whisper;

/// <summary>
/// mel [audios, mels, frames] to last_hidden_state [audios, frames/2, width] and to what every decoder layer's cross attention reads.
/// </summary>
internal sealed class EncoderGraph(WhisperConfig config, WhisperTensors tensors, WeightStore weights, Func<GraphBuilder, Projection> project, ICrossCache cross)
{
    private readonly GraphBuilder _graph = new("whisper-encoder");

    public GraphBuilder Build()
    {
        Projection projection = project(_graph);
        var block = new TransformerBlock(_graph, weights, projection, config.Width);
        string mel = _graph.Input("mel", DataType.Float, "audios", config.MelBins, "frames");
        EncoderLayers.Encoded encoded = new EncoderLayers(config, tensors, weights, _graph, projection, block).Apply(mel);
        _graph.Output(block.Reshape(encoded.Last, encoded.Shape), "last_hidden_state", weights.FloatType, "audios", "positions", config.Width);
        AddCrossAttention(encoded, projection);
        return _graph;
    }

    private void AddCrossAttention(EncoderLayers.Encoded encoded, Projection projection)
    {
        for (int i = 0; i < config.DecoderLayers; i++)
        {
            string attention = _graph.Scope = tensors.DecoderLayer(i) + ".encoder_attn";
            string keys = projection.Apply(encoded.Last, attention + ".k_proj.weight");
            string values = projection.Apply(encoded.Last, attention + ".v_proj.weight", attention + ".v_proj.bias");
            cross.Write(_graph, i, keys, values, encoded.Length);
        }
    }
}
