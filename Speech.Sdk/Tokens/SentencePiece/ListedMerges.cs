namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>The rule of tokenizer.json: what may be joined is listed, the first of the list first.</summary>
internal sealed class ListedMerges(PairTable pairs) : IMerges
{
    /// <inheritdoc/>
    public bool TryJoin(int left, int right, ReadOnlySpan<byte> joined, out int rank, out int id)
    {
        rank = 0;
        id = -1;
        return left >= 0 && right >= 0 && pairs.TryFind(left, right, out rank, out id);
    }
}
