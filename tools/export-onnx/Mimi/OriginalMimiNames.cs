using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Mimi;

/// <summary>The names in Kyutai's own files, whose attentions keep queries, keys and values together and turn neighbouring rows.</summary>
internal sealed class OriginalMimiNames(Checkpoint checkpoint) : IMimiNames
{
    private static readonly (string Theirs, string Original)[] Parts =
    [
        ("encoder.layers.", "encoder.model."),
        ("encoder_transformer.layers.", "encoder_transformer.transformer.layers."),
        ("input_layernorm", "norm1"),
        ("post_attention_layernorm", "norm2"),
        ("self_attn.o_proj", "self_attn.out_proj"),
        ("mlp.fc1", "linear1"),
        ("mlp.fc2", "linear2"),
        ("self_attn_layer_scale", "layer_scale_1"),
        ("mlp_layer_scale", "layer_scale_2"),
        ("downsample.conv", "downsample.conv.conv.conv"),
        ("semantic_residual_vector_quantizer.layers", "rvq_first.vq.layers"),
        ("acoustic_residual_vector_quantizer.layers", "rvq_rest.vq.layers"),
        ("semantic_residual_vector_quantizer", "rvq_first"),
        ("acoustic_residual_vector_quantizer", "rvq_rest"),
        ("codebook.embed_sum", "_codebook.embedding_sum"),
        ("codebook.cluster_usage", "_codebook.cluster_usage"),
    ];

    public string this[string tensor]
    {
        get
        {
            string name = Parts.Aggregate(tensor, (current, part) => current.Replace(part.Theirs, part.Original, StringComparison.Ordinal));
            if (name.StartsWith("encoder.model.", StringComparison.Ordinal))
                name = name.Replace(".conv.", ".conv.conv.", StringComparison.Ordinal);
            // Files that were loaded and saved again keep a list of one projection.
            string again = name.Replace("out_proj.", "out_projs.0.", StringComparison.Ordinal);
            return !checkpoint.Contains(name) && checkpoint.Contains(again) ? again : name;
        }
    }

    public IEnumerable<KeyValuePair<string, long[]>> AttentionShapes(int layer, MimiConfig config) =>
        [KeyValuePair.Create(Attention(layer), (long[])[3 * config.Width, config.Width])];

    public float[] ReadAttention(int layer, MimiConfig config, WeightStore weights)
    {
        (int width, int half) = (config.Width, config.HeadWidth / 2);
        float[] source = weights.Read(Attention(layer));
        float[] target = [.. source];
        for (int row = 0; row < 2 * width; row++)
        {
            (int head, int place) = Math.DivRem(row, config.HeadWidth);
            int neighbour = place < half ? 2 * place : (2 * (place - half)) + 1;
            source.AsSpan(((head * config.HeadWidth) + neighbour) * width, width).CopyTo(target.AsSpan(row * width));
        }

        return target;
    }

    private string Attention(int layer)
    {
        string attention = $"encoder_transformer.transformer.layers.{layer}.self_attn.";
        return attention + (checkpoint.Contains(attention + "in_projs.0.weight") ? "in_projs.0.weight" : "in_proj_weight");
    }
}
