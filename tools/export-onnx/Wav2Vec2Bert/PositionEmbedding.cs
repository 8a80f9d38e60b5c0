namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>What attention does about the order of rows; this one does nothing.</summary>
internal class PositionEmbedding
{
    /// <summary>Flat rows as query and key are made of them.</summary>
    public virtual string Turn(string x) => x;

    /// <summary>The query's flat rows as they meet the keys.</summary>
    public virtual string Query(string query, string attention) => query;

    /// <summary>What is added to the scores [batch, heads, rows, rows], of the query's flat rows; null for nothing.</summary>
    public virtual string? Scores(string query, string attention) => null;
}
