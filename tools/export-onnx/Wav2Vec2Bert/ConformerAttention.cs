using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>Self-attention over the rows of each clip, without the output's bias.</summary>
internal sealed class ConformerAttention(ConformerBlock block, RowGrid grid, PositionEmbedding positions, int heads, int width)
{
    public string Apply(string x, string attention)
    {
        GraphBuilder graph = block.Graph;
        string turned = positions.Turn(x);
        string query = block.Projection.Apply(turned, attention + ".linear_q.weight", attention + ".linear_q.bias");
        string key = block.Projection.Apply(turned, attention + ".linear_k.weight");
        string value = block.Projection.Apply(x, attention + ".linear_v.weight");
        string[] inputs =
        [
            grid.Unflatten(query, width), grid.Unflatten(key, width), grid.Unflatten(value, width), Biases(attention),
            grid.Mask?.Keys ?? "", positions.Scores(query, attention) ?? "",
        ];
        // Empty names at the end are not allowed.
        string mixed = graph.AddMicrosoft("MultiHeadAttention", inputs.AsSpan().TrimEnd("").ToArray(), Int("num_heads", heads));
        return block.Projection.Apply(grid.Flatten(mixed, width), attention + ".linear_out.weight");
    }

    /// <summary>What the operator adds to query, key and value, one after the other; the query has its own bias already.</summary>
    private string Biases(string attention) => block.Graph.Initializer(block.Weights.Float(attention + ".biases", [3L * width], () =>
    [
        .. positions.QueryBias(attention) ?? new float[width],
        .. block.Weights.Read(attention + ".linear_k.bias"),
        .. block.Weights.Read(attention + ".linear_v.bias"),
    ]));
}
