using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Layers;

/// <summary>The token embedding in blocks of 4 or 8 bits; look-up and last layer read the same bytes.</summary>
internal sealed class BlockQuantizedTokenEmbedding(GraphBuilder graph, WeightStore weights, string embedding, int bits, int blockSize) : TokenEmbedding
{
    private readonly BlockQuantizedWeight _weight = new(weights, embedding, bits, blockSize);

    public override string Embed(string ids) => _weight.Gather(graph, weights, ids);

    public override string Logits(string rows) => _weight.Multiply(graph, rows);
}
