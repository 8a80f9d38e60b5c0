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
        EncoderStem.Frames frames = new EncoderStem(tensors, weights, _graph, block).Apply(mel);
        if (projection is QuantizedEncoderProjection quantized)
        {
            var layers = new CenteredEncoderLayers(config, tensors, weights, _graph, quantized, block);
            NormalizedRows last = layers.Apply(frames);
            Finish(frames, block.Reshape(layers.Floats(last), frames.Shape), key => quantized.Apply(last, key + ".weight"), value => layers.Shifted(last, value));
        }
        else
        {
            string last = new EncoderLayers(config, tensors, weights, _graph, projection, block).Apply(frames)[^1];
            Finish(frames, block.Reshape(last, frames.Shape), key => projection.Apply(last, key + ".weight"), value => projection.Apply(last, value + ".weight", value + ".bias"));
        }

        return _graph;
    }

    private void Finish(EncoderStem.Frames frames, string states, Func<string, string> keys, Func<string, string> values)
    {
        _graph.Output(states, "last_hidden_state", weights.FloatType, "audios", "positions", config.Width);
        for (int i = 0; i < config.DecoderLayers; i++)
        {
            string attention = _graph.Scope = tensors.DecoderLayer(i) + ".encoder_attn";
            cross.Write(_graph, i, keys(attention + ".k_proj"), values(attention + ".v_proj"), frames.Length);
        }
    }
}
