namespace Speech.Sdk.Export.KyutaiStt;

/// <summary>The names of the language model's weights in a store.</summary>
/// <param name="Embedding">[text rows, each codebook's rows, a row of zeros].</param>
/// <param name="Layers">From the first to the last.</param>
/// <param name="FinalNorm">The scale of the last normalisation.</param>
/// <param name="Scores">What the text ids are scored by.</param>
/// <param name="Pauses">All pause heads' rows, or null where there are none.</param>
internal sealed record KyutaiWeights(string Embedding, IReadOnlyList<KyutaiLayer> Layers, string FinalNorm, string Scores, string? Pauses);

/// <summary>The names of a layer's weights.</summary>
/// <param name="Name">The layer's own.</param>
/// <param name="AttentionNorm">The scale of the normalisation before attention.</param>
/// <param name="Inputs">Queries, keys and values, in this order.</param>
/// <param name="Output">Attention's last product.</param>
/// <param name="FeedForwardNorm">The scale of the normalisation before the feed-forward.</param>
/// <param name="Gates">The rows that pass the activation, then those that are multiplied with it.</param>
/// <param name="Down">The feed-forward's last product.</param>
internal sealed record KyutaiLayer(string Name, string AttentionNorm, string Inputs, string Output, string FeedForwardNorm, string Gates, string Down);
