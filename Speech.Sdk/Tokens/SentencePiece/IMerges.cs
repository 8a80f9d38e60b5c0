namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>Which pieces may be joined.</summary>
internal interface IMerges
{
    /// <summary>Whether two pieces side by side may be joined.</summary>
    /// <param name="left">The left one's id, -1 where it is no piece.</param>
    /// <param name="right">The right one's id, -1 where it is no piece.</param>
    /// <param name="joined">The text of both.</param>
    /// <param name="rank">The least is joined first.</param>
    /// <param name="id">The id of what they become.</param>
    bool TryJoin(int left, int right, ReadOnlySpan<byte> joined, out int rank, out int id);
}
