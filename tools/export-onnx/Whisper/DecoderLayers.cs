using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Whisper;

/// <summary>The decoder from ids to normalised rows; the two attentions differ between its graphs and are given.</summary>
internal sealed class DecoderLayers(
    GraphBuilder graph, WhisperConfig config, WhisperTensors tensors, TransformerBlock block, Projection projection, TokenEmbedding embedding)
{
    /// <summary>Attention over earlier tokens: layer, then query, key and value [rows, width], to [rows, width].</summary>
    public required Func<int, string, string, string, string> SelfAttention { get; init; }

    /// <summary>Attention over the audio: layer, then query [rows, width], to [rows, width].</summary>
    public required Func<int, string, string> CrossAttention { get; init; }

    /// <summary>Flat ids and positions [rows] to rows [rows, width] after the last normalisation.</summary>
    public string Build(string ids, string positions)
    {
        string places = graph.Add("Gather", [block.LargeWeight(tensors.Decoder + ".embed_positions.weight"), positions]);
        (string x, string residual) = block.Normalize(embedding.Embed(ids), places, tensors.DecoderLayer(0) + ".self_attn_layer_norm");
        for (int i = 0; i < config.DecoderLayers; i++)
        {
            string layer = graph.Scope = tensors.DecoderLayer(i);
            string self = layer + ".self_attn";
            string cross = layer + ".encoder_attn";
            string next = i + 1 < config.DecoderLayers ? tensors.DecoderLayer(i + 1) + ".self_attn_layer_norm" : tensors.Decoder + ".layer_norm";

            string q = projection.Apply(x, self + ".q_proj.weight", self + ".q_proj.bias");
            string k = projection.Apply(x, self + ".k_proj.weight");
            string v = projection.Apply(x, self + ".v_proj.weight", self + ".v_proj.bias");
            x = projection.Apply(SelfAttention(i, q, k, v), self + ".out_proj.weight");
            (x, residual) = block.Normalize(x, residual, cross + "_layer_norm", self + ".out_proj.bias");

            q = projection.Apply(x, cross + ".q_proj.weight", cross + ".q_proj.bias");
            x = projection.Apply(CrossAttention(i, q), cross + ".out_proj.weight");
            (x, residual) = block.Normalize(x, residual, layer + ".final_layer_norm", cross + ".out_proj.bias");

            x = block.FeedForward(x, layer);
            (x, residual) = block.Normalize(x, residual, next, layer + ".fc2.bias");
        }

        graph.Scope = "";
        return x;
    }
}
