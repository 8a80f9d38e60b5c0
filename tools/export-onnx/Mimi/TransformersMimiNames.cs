using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Mimi;

/// <summary>transformers' names, behind the prefix that another model puts before its codec's.</summary>
internal sealed class TransformersMimiNames(string prefix = "") : IMimiNames
{
    public string this[string tensor] => prefix + tensor;

    public IEnumerable<KeyValuePair<string, long[]>> AttentionShapes(int layer, MimiConfig config) =>
        Parts(layer).Select(part => KeyValuePair.Create(part, (long[])[config.Width, config.Width]));

    public float[] ReadAttention(int layer, MimiConfig config, WeightStore weights) => [.. Parts(layer).SelectMany(weights.Read)];

    private IEnumerable<string> Parts(int layer) =>
        ((string[])["q", "k", "v"]).Select(part => $"{prefix}encoder_transformer.layers.{layer}.self_attn.{part}_proj.weight");
}
