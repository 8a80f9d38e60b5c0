using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Mimi;

/// <summary>How a checkpoint names the tensors of its codec; the names asked for are transformers' without a prefix.</summary>
internal interface IMimiNames
{
    /// <summary>The checkpoint's own name.</summary>
    string this[string tensor] { get; }

    /// <summary>The shapes of an attention's weights of queries, keys and values, by the checkpoint's names.</summary>
    IEnumerable<KeyValuePair<string, long[]>> AttentionShapes(int layer, MimiConfig config);

    /// <summary>
    /// Queries', keys' and values' rows [3 width, width] below each other; the rotary positions turn a head's row i together with
    /// row i + half a head.
    /// </summary>
    float[] ReadAttention(int layer, MimiConfig config, WeightStore weights);
}
