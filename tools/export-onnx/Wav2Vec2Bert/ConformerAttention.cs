using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>
/// Self-attention over the rows of each clip, without the output's bias. The key's bias is left out: it adds the same to all scores of
/// a query, which the softmax takes away again.
/// </summary>
internal sealed class ConformerAttention(ConformerBlock block, RowGrid grid, PositionEmbedding positions, int heads, int width)
{
    /// <summary>Attention that is done in another way than all at once, or null.</summary>
    public RelativeKeyBlocks? Blocks { get; init; }

    public string Apply(string x, string attention)
    {
        string turned = positions.Turn(x);
        string query = block.Projection.Apply(turned, attention + ".linear_q.weight", attention + ".linear_q.bias");
        string key = block.Projection.Apply(turned, attention + ".linear_k.weight");
        string value = block.Projection.Apply(x, attention + ".linear_v.weight", attention + ".linear_v.bias");
        string mixed = Blocks?.Mix(query, key, value, attention) ?? Mix(query, key, value, attention);
        return block.Projection.Apply(grid.Flatten(mixed, width), attention + ".linear_out.weight");
    }

    private string Mix(string query, string key, string value, string attention)
    {
        string[] inputs =
        [
            grid.Unflatten(positions.Query(query, attention), width), grid.Unflatten(key, width), grid.Unflatten(value, width), "",
            grid.Mask?.Keys ?? "", positions.Scores(query, attention) ?? "",
        ];
        // Empty names at the end are not allowed.
        return block.Graph.AddMicrosoft("MultiHeadAttention", inputs.AsSpan().TrimEnd("").ToArray(), Int("num_heads", heads));
    }
}
