namespace Speech.Sdk.Export.Mimi;

/// <summary>The tensors that an encoder needs of a checkpoint, and their shapes.</summary>
internal static class MimiTensors
{
    public static string Layer(int layer) => $"encoder_transformer.layers.{layer}";

    /// <summary>The part of the quantizer that a codebook belongs to.</summary>
    public static string Quantizer(bool semantic) => $"quantizer.{(semantic ? "semantic" : "acoustic")}_residual_vector_quantizer";

    public static string Codebook(int codebook, MimiConfig config) => codebook < config.SemanticCodebooks
        ? $"{Quantizer(semantic: true)}.layers.{codebook}.codebook"
        : $"{Quantizer(semantic: false)}.layers.{codebook - config.SemanticCodebooks}.codebook";

    public static Dictionary<string, long[]> Shapes(MimiConfig config, IMimiNames names)
    {
        Dictionary<string, long[]> shapes = [];
        foreach (CausalConvolution convolution in new MimiConvolutions(config).All)
        {
            shapes[names[convolution.Layer + ".weight"]] = [convolution.Outputs, convolution.Inputs, convolution.Kernel];
            if (convolution.HasBias)
                shapes[names[convolution.Layer + ".bias"]] = [convolution.Outputs];
        }

        for (int i = 0; i < config.Layers; i++)
            AddLayer(shapes, i, config, names);
        foreach (bool semantic in (bool[])[true, false])
            shapes[names[Quantizer(semantic) + ".input_proj.weight"]] = [config.CodebookWidth, config.Width, 1];
        for (int i = 0; i < config.Codebooks; i++)
        {
            shapes[names[Codebook(i, config) + ".embed_sum"]] = [config.CodebookSize, config.CodebookWidth];
            shapes[names[Codebook(i, config) + ".cluster_usage"]] = [config.CodebookSize];
        }

        return shapes;
    }

    private static void AddLayer(Dictionary<string, long[]> shapes, int index, MimiConfig config, IMimiNames names)
    {
        (string layer, long width) = (Layer(index), config.Width);
        foreach (string norm in (string[])["input_layernorm", "post_attention_layernorm"])
        {
            shapes[names[$"{layer}.{norm}.weight"]] = [width];
            shapes[names[$"{layer}.{norm}.bias"]] = [width];
        }

        foreach ((string name, long[] shape) in names.AttentionShapes(index, config))
            shapes[name] = shape;
        shapes[names[layer + ".self_attn.o_proj.weight"]] = [width, width];
        shapes[names[layer + ".self_attn_layer_scale.scale"]] = [width];
        shapes[names[layer + ".mlp.fc1.weight"]] = [config.Hidden, width];
        shapes[names[layer + ".mlp.fc2.weight"]] = [width, config.Hidden];
        shapes[names[layer + ".mlp_layer_scale.scale"]] = [width];
    }
}
