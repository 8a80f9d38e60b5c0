using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>The transformer layers, over flat rows [batch * frames, width].</summary>
internal sealed class Wav2Vec2Layers(Wav2Vec2Config config, GraphBuilder graph, WeightStore weights, Projection projection, TransformerBlock block)
{
    /// <summary>The language's adapters in every layer, or null.</summary>
    public required LanguageAdapter? Language { get; init; }

    /// <summary>int64 [3]: batch, frames, width.</summary>
    public required string Shape { get; init; }

    public required FrameMask? Mask { get; init; }

    /// <summary>Frames and their positions [batch, frames, width] to the rows before the first layer and after each; the last are normalised.</summary>
    public List<string> Apply(string frames, string positions) =>
        config.NormalizesFirst ? NormalizeBefore(block.Flatten(frames), block.Flatten(positions)) : NormalizeAfter(block.Flatten(frames), block.Flatten(positions));

    private List<string> NormalizeBefore(string frames, string positions)
    {
        (string x, string residual) = block.Normalize(frames, positions, Wav2Vec2Tensors.Layer(0) + ".layer_norm");
        List<string> states = [residual];
        for (int i = 0; i < config.Layers; i++)
        {
            string layer = graph.Scope = Wav2Vec2Tensors.Layer(i);
            bool last = i + 1 == config.Layers;
            string next = last ? Wav2Vec2Tensors.EncoderNorm : Wav2Vec2Tensors.Layer(i + 1) + ".layer_norm";
            (x, residual) = block.Normalize(Attend(x, layer + ".attention"), residual, layer + ".final_layer_norm", layer + ".attention.out_proj.bias");
            string bias = layer + ".feed_forward.output_dense.bias";
            x = FeedForward(x, layer);
            (x, residual) = Language is null
                ? block.Normalize(x, residual, next, bias)
                : block.Normalize(Language.Apply(x, ref residual, i, bias), residual, next);
            states.Add(last ? x : residual);
        }

        graph.Scope = "";
        return states;
    }

    private List<string> NormalizeAfter(string frames, string positions)
    {
        string x = block.Normalize(frames, positions, Wav2Vec2Tensors.EncoderNorm).Normalized;
        List<string> states = [x];
        for (int i = 0; i < config.Layers; i++)
        {
            string layer = graph.Scope = Wav2Vec2Tensors.Layer(i);
            x = block.Normalize(Attend(x, layer + ".attention"), x, layer + ".layer_norm", layer + ".attention.out_proj.bias").Normalized;
            x = block.Normalize(FeedForward(x, layer), x, layer + ".final_layer_norm", layer + ".feed_forward.output_dense.bias").Normalized;
            states.Add(x);
        }

        graph.Scope = "";
        return states;
    }

    /// <summary>Self-attention without the last bias.</summary>
    private string Attend(string x, string attention)
    {
        string Head(string name) => block.Reshape(projection.Apply(x, $"{attention}.{name}.weight"), Shape);
        List<string> inputs = [Head("q_proj"), Head("k_proj"), Head("v_proj"), Biases(attention)];
        if (Mask is not null)
            inputs.Add(Mask.Keys);
        string mixed = graph.AddMicrosoft("MultiHeadAttention", inputs, Int("num_heads", config.Heads));
        return projection.Apply(block.Flatten(mixed), attention + ".out_proj.weight");
    }

    /// <summary>The feed-forward sublayer without the last bias.</summary>
    private string FeedForward(string x, string layer) => block.FeedForward(x, layer + ".feed_forward.intermediate_dense", layer + ".feed_forward.output_dense");

    private string Biases(string attention) => graph.Initializer(weights.Float(attention + ".qkv.bias", [3L * config.Width], () =>
        [.. weights.Read(attention + ".q_proj.bias"), .. weights.Read(attention + ".k_proj.bias"), .. weights.Read(attention + ".v_proj.bias")]));

}
