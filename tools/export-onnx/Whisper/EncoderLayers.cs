using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Whisper;

/// <summary>
/// The encoder's layers in floats, from the convolutions' frames to rows [audios * frames/2, width].
/// </summary>
internal sealed class EncoderLayers(
    WhisperConfig config, WhisperTensors tensors, WeightStore weights, GraphBuilder graph, Projection projection, TransformerBlock block)
{
    /// <summary>
    /// Adds all layers and the normalisation behind the last. Returns rows after the convolutions and after each layer; the last ones are normalised (transformers'
    /// hidden_states).
    /// </summary>
    public IReadOnlyList<string> Apply(EncoderStem.Frames frames)
    {
        (string x, string residual) = block.Normalize(frames.Convolved, frames.Positions, tensors.EncoderLayer(0) + ".self_attn_layer_norm");
        (x, residual) = (block.Flatten(x), block.Flatten(residual));
        List<string> states = [residual];
        for (int i = 0; i < config.EncoderLayers; i++)
        {
            string layer = graph.Scope = tensors.EncoderLayer(i);
            bool last = i + 1 == config.EncoderLayers;
            string next = last ? tensors.Encoder + ".layer_norm" : tensors.EncoderLayer(i + 1) + ".self_attn_layer_norm";
            x = Attend(x, layer + ".self_attn", frames.Shape);
            (x, residual) = block.Normalize(x, residual, layer + ".final_layer_norm", layer + ".self_attn.out_proj.bias");
            x = block.FeedForward(x, layer);
            (x, residual) = block.Normalize(x, residual, next, layer + ".fc2.bias");
            states.Add(last ? x : residual);
        }

        graph.Scope = "";
        return states;
    }

    private string Attend(string x, string attention, string rowsShape)
    {
        string q = block.Reshape(projection.Apply(x, attention + ".q_proj.weight"), rowsShape);
        string k = block.Reshape(projection.Apply(x, attention + ".k_proj.weight"), rowsShape);
        string v = block.Reshape(projection.Apply(x, attention + ".v_proj.weight"), rowsShape);
        string mixed = graph.AddMicrosoft("MultiHeadAttention", [q, k, v, Biases(attention)], Int("num_heads", config.EncoderHeads));
        return projection.Apply(block.Flatten(mixed), attention + ".out_proj.weight");
    }

    /// <summary>The biases of query, key (Whisper has none: zeros) and value, one after the other.</summary>
    private string Biases(string attention) => graph.Initializer(weights.Float(attention + ".qkv.bias", [3L * config.Width], () =>
        [.. weights.Read(attention + ".q_proj.bias"), .. new float[config.Width], .. weights.Read(attention + ".v_proj.bias")]));
}
