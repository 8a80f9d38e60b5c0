namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>The rule of .model files: whatever makes a piece may be joined, the piece of the greatest score first.</summary>
internal sealed class ScoredMerges : IMerges
{
    private readonly PieceTrie _pieces;
    private readonly int[] _ranks;

    public ScoredMerges(PieceVocabulary vocabulary)
    {
        _pieces = vocabulary.Text;
        _ranks = new int[vocabulary.Count];
        float[] scores = [.. Enumerable.Range(0, vocabulary.Count).Select(id => vocabulary.Contains(id) ? vocabulary[id].Score : 0)];
        float[] greatestFirst = [.. scores.Distinct().OrderDescending()];
        Dictionary<float, int> ranks = greatestFirst.Select((score, rank) => (score, rank)).ToDictionary(pair => pair.score, pair => pair.rank);
        for (int id = 0; id < scores.Length; id++)
            _ranks[id] = ranks[scores[id]];
    }

    /// <inheritdoc/>
    public bool TryJoin(int left, int right, ReadOnlySpan<byte> joined, out int rank, out int id)
    {
        id = _pieces.Find(joined);
        rank = id >= 0 ? _ranks[id] : 0;
        return id >= 0;
    }
}
