namespace Speech.Sdk.Export.Layers;

/// <summary>The token embedding, which is also the last layer's weight: stored once, looked up by id and multiplied with.</summary>
internal abstract class TokenEmbedding
{
    /// <summary>Flat ids [rows] to rows [rows, width].</summary>
    public abstract string Embed(string ids);

    /// <summary>Rows [rows, width] to float32 scores [rows, vocabulary].</summary>
    public abstract string Logits(string rows);
}
